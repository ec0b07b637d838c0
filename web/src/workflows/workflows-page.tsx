import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { mayOperate, sessionQuery } from '../api/session.js';
import { catalogueQuery, listWorkflows, type Workflow } from '../api/workflows.js';
import { useRefreshOnFeed } from '../feed/use-refresh-on-feed.js';
import { EmptyState } from '../ui/empty-state.js';
import { Icon } from '../ui/icon.js';
import { ListPanel } from '../ui/list-panel.js';
import { Page } from '../ui/page.js';
import rows from '../ui/rows.module.css';
import { usePages } from '../ui/use-pages.js';
import { useRowKeys } from '../ui/use-row-keys.js';
import { WorkflowRow } from './workflow-row.js';

const route = getRouteApi('/shell/workflows');

/** What people had the machine do when something happens. */
export function WorkflowsPage() {
  const { enabled } = route.useSearch();
  const navigate = route.useNavigate();
  const user = useQuery(sessionQuery).data;
  const catalogue = useQuery(catalogueQuery).data;
  const list = useRowKeys<HTMLUListElement>();
  const query = usePages<Workflow>({
    queryKey: ['workflows', 'list', enabled],
    filter: new URLSearchParams(enabled === undefined ? {} : { enabled }),
    list: listWorkflows,
  });
  useRefreshOnFeed({
    queryKey: ['workflows', 'list'],
    after: undefined,
    concerns: (entry) => entry.item_type === 'Workflow',
    enabled: query.isSuccess,
  });
  const write = mayOperate(user);
  const create = (
    <Button
      renderRoot={(props) => <Link to="/workflows/$id" params={{ id: 'new' }} {...props} />}
      leftSection={<Icon name="plus" />}
    >
      New workflow
    </Button>
  );
  return (
    <Page
      title="Workflows"
      lead="When this happens, and if that holds, then do so."
      actions={write ? create : undefined}
    >
      <div>
        <SegmentedControl
          aria-label="Which workflows"
          value={enabled ?? 'all'}
          onChange={(value) => {
            const wanted = value === 'true' || value === 'false' ? value : undefined;
            void navigate({ search: { enabled: wanted } });
          }}
          data={[
            { value: 'all', label: 'All' },
            { value: 'true', label: 'On' },
            { value: 'false', label: 'Off' },
          ]}
        />
      </div>
      <ListPanel
        label="Workflows"
        query={query}
        older="Show older workflows"
        empty={
          <EmptyState
            icon="flow"
            title={enabled === undefined ? 'No workflows yet' : 'None of the workflows is so'}
          >
            <p>
              {write
                ? 'Have an issue answered, labelled or closed by itself, when what you say happens.'
                : 'Operators write them.'}
            </p>
          </EmptyState>
        }
      >
        <ul className={rows.list} ref={list}>
          {query.data?.map((workflow) => (
            <WorkflowRow
              key={workflow.id}
              workflow={workflow}
              catalogue={catalogue}
              mayWrite={write}
            />
          ))}
        </ul>
      </ListPanel>
    </Page>
  );
}
