import { Button, Checkbox, Group, Modal, Text, Textarea } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../api/api-problem.js';
import { type ActionPreview, restoreVersion, revertVersion } from '../api/audit.js';
import type { Version } from '../api/version.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { tellDone } from '../ui/toasts.js';
import { PreviewChanges } from './preview-changes.js';
import { actionName } from './version-menu.js';

interface ActionDialogProps {
  version: Version;
  onClose: () => void;
}

/** Reverts a change or restores a record, after showing exactly what would happen. */
export function ActionDialog({ version, onClose }: ActionDialogProps) {
  const act = actionName(version.event);
  const [reason, setReason] = useState('');
  const [associations, setAssociations] = useState(true);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const queryClient = useQueryClient();
  const run = (dryRun: boolean, fields?: string[]): Promise<ActionPreview> => {
    const common = { dry_run: dryRun, ...(reason.trim() ? { reason: reason.trim() } : {}) };
    return act === 'restore'
      ? restoreVersion(version.id, { ...common, associations })
      : revertVersion(version.id, { ...common, ...(fields ? { fields } : {}) });
  };
  const preview = useQuery({
    queryKey: ['audit', 'preview', version.id, act, associations],
    queryFn: () => run(true),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  const own = preview.data?.changes.find((change) => isOf(change, version));
  // Taking back a creation destroys the record as a whole: there are no fields to choose.
  const byField = act === 'revert' && own?.event !== 'destroy';
  const chosen = choosable(preview.data, own).filter((field) => !left.has(field));
  const blocked = preview.data?.conflicts.some((conflict) => conflict.field === null) ?? true;
  const action = useMutation({
    mutationFn: () => run(false, byField ? chosen : undefined),
    onSuccess: () => {
      tellDone(
        act === 'restore' ? 'Record restored' : 'Change reverted',
        'It is a version of its own, and can be reverted itself.',
      );
      void queryClient.invalidateQueries({ queryKey: ['audit', 'state', version.item_type] });
      onClose();
    },
    onError: (error) => {
      // Somebody was faster: what was shown is not what would happen any more.
      if (error instanceof ApiProblem && error.status === 409) void preview.refetch();
    },
  });

  const toggle = (field: string): void => {
    const next = new Set(left);
    if (!next.delete(field)) next.add(field);
    setLeft(next);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={<b>{act === 'restore' ? 'Restore this record' : 'Revert this change'}</b>}
      closeButtonProps={{ 'aria-label': 'Close without doing anything' }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {explain(act, byField)}
      </Text>
      {act === 'restore' && (
        <Checkbox
          mb="sm"
          label="Also what was destroyed with it"
          checked={associations}
          onChange={(event) => setAssociations(event.currentTarget.checked)}
        />
      )}
      {preview.error && (
        <ProblemNotice error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {preview.isPending && <RowSkeletons rows={3} />}
      {preview.data && (
        <PreviewChanges
          preview={preview.data}
          act={act}
          version={version}
          left={left}
          onToggle={toggle}
        />
      )}
      <Textarea
        mt="md"
        label="Reason"
        description="Kept with the new version."
        placeholder="Why is this put back?"
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {action.error && (
        <div style={{ marginTop: 14 }}>
          <ProblemNotice error={action.error} />
        </div>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={action.isPending}
          disabled={blocked || (byField && chosen.length === 0)}
          onClick={() => action.mutate()}
        >
          {buttonText(act, byField ? chosen.length : undefined)}
        </Button>
      </Group>
    </Modal>
  );
}

type PreviewedChange = ActionPreview['changes'][number];

function isOf(change: PreviewedChange, version: Version): boolean {
  return change.item_type === version.item_type && change.item_id === version.item_id;
}

/** The fields of the record itself that differ and that no later change stands in the way of. */
function choosable(preview: ActionPreview | undefined, own: PreviewedChange | undefined): string[] {
  const blocked = new Set(preview?.conflicts.map((conflict) => conflict.field));
  return Object.keys(own?.changes ?? {}).filter((field) => !blocked.has(field));
}

function explain(act: 'restore' | 'revert', byField: boolean): string {
  const added = 'History is not rewritten: this adds a new version.';
  if (act === 'restore') return `The record comes back as it was. ${added}`;
  return byField
    ? `These fields go back to what they were before this change. ${added}`
    : `This change created the record; to take it back is to destroy the record. ${added}`;
}

/** `fields` is how many are reverted; undefined for the record as a whole. */
function buttonText(act: 'restore' | 'revert', fields: number | undefined): string {
  if (act === 'restore') return 'Restore';
  if (fields === undefined) return 'Destroy the record';
  return `Revert ${fields} ${fields === 1 ? 'field' : 'fields'}`;
}
