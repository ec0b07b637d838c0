import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { switchWorkflow, type Workflow } from '../api/workflows.js';
import { tellFailure } from '../ui/toasts.js';

interface EnableSwitchProps {
  workflow: Pick<Workflow, 'id' | 'name' | 'enabled'>;
  disabled: boolean;
  label?: string;
}

/** Turns a workflow on or off at once. */
export function EnableSwitch({ workflow, disabled, label }: EnableSwitchProps) {
  const { id, name, enabled } = workflow;
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (on: boolean) => switchWorkflow(id, on),
    onError: tellFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['workflows'] }),
  });
  return (
    <Switch
      checked={change.isPending ? change.variables : enabled}
      disabled={disabled}
      label={label}
      aria-label={label === undefined ? `${name}: on` : undefined}
      onChange={(event) => change.mutate(event.currentTarget.checked)}
    />
  );
}
