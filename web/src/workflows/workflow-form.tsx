import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ApiProblem } from '../api/api-problem.js';
import {
  type Catalogue,
  changeWorkflow,
  createWorkflow,
  type Definition,
  type Workflow,
  workflowQuery,
} from '../api/workflows.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { tellDone } from '../ui/toasts.js';
import { ActionList } from './action-list.js';
import { ConditionGroup } from './condition-group.js';
import { DeleteButton } from './delete-button.js';
import { MatchCount } from './match-count.js';
import { Problems } from './problems.js';
import { useCheck } from './use-check.js';
import { triggerOf, type WorkflowDraft } from './workflow-draft.js';
import classes from './workflow-form.module.css';

const route = getRouteApi('/shell/workflows/$id');

interface WorkflowFormProps {
  catalogue: Catalogue;
  workflow: Workflow | undefined;
  draft: WorkflowDraft;
  definition: Definition;
  mayWrite: boolean;
  onChange: (draft: WorkflowDraft) => void;
}

/** WHEN this happens, IF that holds, THEN do so; mistakes stand where they were made. */
export function WorkflowForm(props: WorkflowFormProps) {
  const { catalogue, workflow, draft, definition, mayWrite, onChange } = props;
  const check = useCheck(definition);
  const save = useSave(workflow);
  const refused = save.error instanceof ApiProblem ? save.error.errors : [];
  const problems = check.errors.length > 0 ? check.errors : refused;
  const trigger = triggerOf(catalogue, draft);
  const set = (next: Partial<WorkflowDraft>): void => onChange({ ...draft, ...next });
  return (
    <Problems value={problems}>
      <form
        className={classes.form}
        aria-label="Workflow"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(definition);
        }}
      >
        <fieldset className={classes.fields} disabled={!mayWrite}>
          <TextInput
            label="Name"
            description="Left out, it is made of what the workflow does."
            maxLength={200}
            value={draft.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Block word="When">
            <NativeSelect
              aria-label="What happens"
              value={`${draft.aggregate}.${draft.trigger}`}
              onChange={(event) => {
                const [aggregate = '', name = ''] = event.currentTarget.value.split('.');
                set({ aggregate, trigger: name });
              }}
              data={catalogue.aggregates.map(({ aggregate, item_type: type, triggers }) => ({
                group: type,
                items: triggers.map(({ action, label }) => ({
                  value: `${aggregate}.${action}`,
                  label,
                })),
              }))}
            />
          </Block>
          <Block word="If">
            <ConditionGroup
              group={draft.conditions}
              path="conditions"
              catalogue={catalogue}
              attributes={trigger?.attributes ?? []}
              depth={1}
              onChange={(conditions) => set({ conditions })}
            />
            <MatchCount definition={definition} valid={check.valid === true} />
          </Block>
          <Block word="Then">
            <ActionList
              catalogue={catalogue}
              aggregate={draft.aggregate}
              actions={draft.actions}
              onChange={(actions) => set({ actions })}
            />
          </Block>
          <Checkbox
            label="Also when another workflow did it"
            description="Chains of workflows end after a few steps by themselves."
            checked={draft.allowAutomation}
            onChange={(event) => set({ allowAutomation: event.currentTarget.checked })}
          />
        </fieldset>
        {save.error && refused.length === 0 && <ProblemNotice error={save.error} />}
        {mayWrite && (
          <div className={classes.foot}>
            {problems.length > 0 && (
              <span className={classes.mistakes} role="status">
                {problems.length} {problems.length === 1 ? 'mistake' : 'mistakes'}
              </span>
            )}
            {workflow && <DeleteButton workflow={workflow} />}
            <Button type="submit" loading={save.isPending} disabled={check.valid === false}>
              {workflow === undefined ? 'Create and turn on' : 'Save as a new version'}
            </Button>
          </div>
        )}
      </form>
    </Problems>
  );
}

function Block({ word, children }: { word: string; children: React.ReactNode }) {
  return (
    <section className={classes.block} aria-label={word}>
      <h2 className={classes.word}>{word}</h2>
      <div className={classes.content}>{children}</div>
    </section>
  );
}

function useSave(workflow: Workflow | undefined) {
  const navigate = route.useNavigate();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (definition: Definition) =>
      workflow === undefined ? createWorkflow(definition) : changeWorkflow(workflow, definition),
    onSuccess: (saved) => {
      queryClient.setQueryData(workflowQuery(saved.id).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['workflows'] });
      tellDone(
        `“${saved.name}” is saved`,
        `Version ${saved.version}${saved.enabled ? ', and it is on' : ''}.`,
      );
      if (workflow === undefined) {
        void navigate({ to: '/workflows/$id', params: { id: saved.id }, search: {} });
      }
    },
  });
}
