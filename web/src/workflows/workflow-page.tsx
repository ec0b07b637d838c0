import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ApiProblem } from '../api/api-problem.js';
import { catalogueQuery, workflowQuery } from '../api/workflows.js';
import { useRefreshOnFeed } from '../feed/use-refresh-on-feed.js';
import { EmptyState } from '../ui/empty-state.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { WorkflowEditor } from './workflow-editor.js';

const route = getRouteApi('/shell/workflows/$id');

/** One workflow, or the one to be. */
export function WorkflowPage() {
  const { id } = route.useParams();
  const isNew = id === 'new';
  const catalogue = useQuery(catalogueQuery);
  const query = useQuery({ ...workflowQuery(id), enabled: !isNew });
  useRefreshOnFeed({
    queryKey: ['workflows'],
    after: undefined,
    concerns: (entry) =>
      (entry.item_type === 'Workflow' && entry.item_id === id) ||
      (entry.aggregate_type === 'Workflow' && entry.aggregate_id === id),
    enabled: !isNew,
  });
  const error = catalogue.error ?? query.error;
  const ready = catalogue.data !== undefined && (isNew || query.data !== undefined);

  if (query.error instanceof ApiProblem && query.error.status === 404) {
    return (
      <EmptyState icon="flow" title={`No workflow ${id}`}>
        <p>
          It was deleted, or never existed. The others are in the{' '}
          <Link to="/workflows">list of workflows</Link>.
        </p>
      </EmptyState>
    );
  }
  if (ready) {
    return (
      // Another workflow is another form, with nothing of the one before.
      <WorkflowEditor
        key={id}
        catalogue={catalogue.data}
        workflow={isNew ? undefined : query.data}
      />
    );
  }
  return (
    <Page title="Workflow">
      {error ? <ProblemNotice error={error} /> : <RowSkeletons rows={5} />}
    </Page>
  );
}
