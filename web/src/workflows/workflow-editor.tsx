import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { mayOperate, sessionQuery } from '../api/session.js';
import type { Catalogue, Workflow } from '../api/workflows.js';
import { Icon } from '../ui/icon.js';
import { Page } from '../ui/page.js';
import { EnableSwitch } from './enable-switch.js';
import { RunsTab } from './runs-tab.js';
import { TestTab } from './test-tab.js';
import { VersionsTab } from './versions-tab.js';
import { definitionOf, draftOf, emptyDraft } from './workflow-draft.js';
import { WorkflowForm } from './workflow-form.js';

const route = getRouteApi('/shell/workflows/$id');

interface WorkflowEditorProps {
  catalogue: Catalogue;
  /** None while it was never saved. */
  workflow: Workflow | undefined;
}

/** The form, a trial of what it says, and what became of it so far. */
export function WorkflowEditor({ catalogue, workflow }: WorkflowEditorProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const user = useQuery(sessionQuery).data;
  const [draft, setDraft] = useState(() =>
    workflow === undefined ? emptyDraft(catalogue) : draftOf(workflow),
  );
  const definition = useMemo(() => definitionOf(draft), [draft]);
  const write = mayOperate(user);
  const change = (next: Partial<typeof search>): void => {
    void navigate({ search: (before) => ({ ...before, ...next }) });
  };
  const tab = search.tab ?? 'edit';
  const tabs = [
    { value: 'edit', label: write ? 'Edit' : 'Definition' },
    { value: 'test', label: 'Test' },
    ...(workflow === undefined
      ? []
      : [
          { value: 'runs', label: 'Runs' },
          { value: 'versions', label: 'Versions' },
        ]),
  ];
  return (
    <Page
      title={workflow?.name ?? 'New workflow'}
      narrow
      crumbs={
        <>
          <Link to="/workflows">Workflows</Link>
          <Icon name="chevronRight" size={13} />
          <span>{workflow === undefined ? 'new' : `version ${workflow.version}`}</span>
        </>
      }
      actions={
        workflow && (
          <>
            <Link
              to="/records/$type/$id"
              params={{ type: 'Workflow', id: workflow.id }}
              search={{ associated: true }}
            >
              History
            </Link>
            <EnableSwitch
              workflow={workflow}
              disabled={!write}
              label={workflow.enabled ? 'On' : 'Off'}
            />
          </>
        )
      }
    >
      <div>
        <SegmentedControl
          aria-label="View"
          value={tab}
          onChange={(value) =>
            change({ tab: value === 'edit' ? undefined : (value as typeof search.tab) })
          }
          data={tabs}
        />
      </div>
      {tab === 'edit' && (
        <WorkflowForm
          catalogue={catalogue}
          workflow={workflow}
          draft={draft}
          definition={definition}
          mayWrite={write}
          onChange={setDraft}
        />
      )}
      {tab === 'test' && (
        <TestTab
          catalogue={catalogue}
          definition={definition}
          event={search.event}
          onEvent={(event) => change({ event })}
        />
      )}
      {tab === 'runs' && workflow && (
        <RunsTab workflow={workflow} search={search} mayAct={write} onChange={change} />
      )}
      {tab === 'versions' && workflow && (
        <VersionsTab
          catalogue={catalogue}
          workflow={workflow}
          opened={search.version}
          onOpen={(version) => change({ version })}
          {...(write && {
            onTake: (version) => {
              setDraft(draftOf(version));
              change({ tab: undefined, version: undefined });
            },
          })}
        />
      )}
    </Page>
  );
}
