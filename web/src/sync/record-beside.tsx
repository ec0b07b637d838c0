import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Comparison, comparisonQuery, type Peer } from '../api/sync.js';
import { ValueView } from '../diff/value-view.js';
import { formatAbsolute } from '../ui/format-time.js';
import { Icon } from '../ui/icon.js';
import { Panel } from '../ui/panel.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RecordLink } from '../ui/record-link.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { fieldName } from '../ui/sentence.js';
import classes from './record-beside.module.css';
import type { SyncPartProps } from './sync-page.js';
import { LOOK_MS } from './use-sync-lists.js';

/** The record that the link names, here and at the peer. */
export function RecordBeside({ peers, search, onChange }: SyncPartProps & { peers: Peer[] }) {
  const [type, id] = parted(search.record ?? '');
  const peer = peers.find(({ name }) => name === search.peer) ?? peers[0];
  const query = useQuery({
    ...comparisonQuery(peer?.name ?? '', type, id),
    enabled: peer !== undefined && id !== '',
    refetchInterval: 2 * LOOK_MS,
  });
  if (peer === undefined || id === '') return null;
  return (
    <Panel label={`${type} ${id} on both sides`}>
      <div className={classes.head}>
        <h2 className={classes.title}>
          <RecordLink type={type} id={id} /> here and at {peer.name}
        </h2>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Close the record"
          onClick={() => onChange({ record: undefined })}
        >
          <Icon name="close" />
        </ActionIcon>
      </div>
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <RowSkeletons rows={3} />}
      {query.data && <Both comparison={query.data} />}
    </Panel>
  );
}

function Both({ comparison }: { comparison: Comparison }) {
  const { peer, fields, id_there: idThere } = comparison;
  return (
    <>
      <p className={classes.verdict} data-testid="verdict">
        {verdict(comparison)}
      </p>
      {fields.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Here</th>
              <th scope="col">
                {peer}
                {idThere !== null && `, its number ${idThere}`}
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ name, here, there, state }) => (
              <tr key={name} data-state={state}>
                <th scope="row" title={name}>
                  {fieldName(name)}
                  {state === 'different' && <span className={classes.differs}>differs</span>}
                </th>
                <td>{state === 'there_only' ? '—' : <ValueView value={here} />}</td>
                <td>{state === 'here_only' ? '—' : <ValueView value={there} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={classes.source}>{sourceWords(comparison)}</p>
    </>
  );
}

/** What the two columns come to, in a sentence. */
function verdict({ peer, is_here, is_there, fields, on_the_way: waiting }: Comparison): string {
  const onTheWay =
    waiting === 0
      ? ''
      : ` ${waiting} ${waiting === 1 ? 'message' : 'messages'} about it on the way.`;
  if (!is_here && is_there !== true) return `There is no such record on either side.${onTheWay}`;
  if (is_there === null) return `Nothing about it was exchanged with ${peer} yet.${onTheWay}`;
  if (!is_here) return `Only ${peer} has it.${onTheWay}`;
  if (!is_there) return `Only this side has it.${onTheWay}`;
  const count = fields.filter(({ state }) => state === 'different').length;
  if (count === 0) return `The same on both sides.${onTheWay}`;
  return `${count} ${count === 1 ? 'field differs' : 'fields differ'}.${onTheWay}`;
}

function sourceWords({ source, why, peer, as_of: asOf }: Comparison): string {
  if (source === 'peer') return `${peer} was asked just now.`;
  const known = `${why ?? ''}.`;
  if (source === 'nothing' || asOf === null) return known;
  return `${known} Its side is what messages told, the last of them of ${formatAbsolute(new Date(asOf))}.`;
}

function parted(record: string): [string, string] {
  const colon = record.indexOf(':');
  return colon === -1 ? ['', ''] : [record.slice(0, colon), record.slice(colon + 1)];
}
