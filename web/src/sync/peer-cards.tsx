import type { Peer } from '../api/sync.js';
import { formatLength } from '../ui/format-length.js';
import { Icon } from '../ui/icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { StateChip } from '../ui/state-chip.js';
import classes from './peer-cards.module.css';
import type { SyncPartProps } from './sync-page.js';
import type { SyncSearch } from './sync-search.js';

/** How it stands with each other deployment; a count leads to what it counts. */
export function PeerCards({ peers, onChange }: SyncPartProps & { peers: Peer[] }) {
  return (
    <ul className={classes.cards} aria-label="Other deployments">
      {peers.map((peer) => (
        <PeerCard key={peer.name} peer={peer} onChange={onChange} />
      ))}
    </ul>
  );
}

interface PeerCardProps {
  peer: Peer;
  onChange: SyncPartProps['onChange'];
}

function PeerCard({ peer, onChange }: PeerCardProps) {
  const show = (next: Partial<SyncSearch>) => () =>
    onChange({
      view: undefined,
      state: undefined,
      type: undefined,
      item: undefined,
      corr: undefined,
      id: undefined,
      peer: peer.name,
      ...next,
    });
  const { outbound_oldest_seconds: oldest } = peer;
  return (
    <li className={classes.card} data-peer={peer.name} data-failing={peer.last_error !== null}>
      <div className={classes.head}>
        <h2 className={classes.name}>{peer.name}</h2>
        <StateChip {...standing(peer)} />
        <span className={classes.where}>
          {peer.url === null ? 'opens the connections' : `called at ${peer.url}`} ·{' '}
          {peer.mode === 'backstory' ? 'Backstory' : 'Ruby gem'}, {peer.dialect} ids
        </span>
      </div>
      <dl className={classes.facts}>
        <Fact name={peer.url === null ? 'It pushed' : 'Pushed'}>
          <Moment at={peer.last_push_at} />
        </Fact>
        <Fact name={peer.url === null ? 'It pulled' : 'Pulled'}>
          <Moment at={peer.last_pull_at} />
        </Fact>
        <Fact name="To go there">
          <Count of={peer.outbound_pending} onClick={show({ view: 'out', state: 'pending' })} />
          {oldest !== null && <small> the oldest for {formatLength(oldest * 1_000)}</small>}
        </Fact>
        <Fact name="To apply here">
          <Count of={peer.inbound_pending} onClick={show({ state: 'pending' })} />
        </Fact>
        <Fact name="Parked">
          <Count bad of={peer.inbound_parked} onClick={show({ state: 'parked' })} />
        </Fact>
        <Fact name="Conflicts">
          <Count of={peer.conflicts} onClick={show({ view: 'conflicts' })} />
        </Fact>
        <Fact name="It has of ours">
          {peer.acknowledged_id} of {peer.last_outbound_id}
        </Fact>
        <Fact name="We have of its">{peer.last_inbound_id ?? 'none yet'}</Fact>
        {peer.inbound_unclaimed > 0 && (
          <Fact name="Nobody receives">
            <Count of={peer.inbound_unclaimed} onClick={show({ state: 'unclaimed' })} />
          </Fact>
        )}
        {peer.withheld_destroys !== '0' && (
          <Fact name="Destroys held back">{peer.withheld_destroys}</Fact>
        )}
      </dl>
      {peer.last_error !== null && (
        <p className={classes.error} role="status">
          <Icon name="warning" size={15} />
          <span>
            {peer.last_error} · <Moment at={peer.last_error_at} />
          </span>
        </p>
      )}
    </li>
  );
}

function standing(peer: Peer): { state: string; label: string } {
  if (peer.last_error !== null) return { state: 'failed', label: 'failing' };
  if (peer.paused) return { state: 'disabled', label: 'quiesced' };
  if (peer.last_contact_at === null) return { state: 'waiting', label: 'not heard of yet' };
  if (peer.inbound_parked > 0) return { state: 'parked', label: 'needs a person' };
  const waiting = peer.outbound_pending + peer.inbound_pending;
  return waiting > 0
    ? { state: 'pending', label: 'exchanging' }
    : { state: 'done', label: 'together' };
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Moment({ at }: { at: string | null }) {
  return at === null ? <>never</> : <RelativeTime at={at} />;
}

interface CountProps {
  of: number;
  bad?: boolean;
  onClick: () => void;
}

/** Counting stops at ten thousand. */
function Count({ of, bad = false, onClick }: CountProps) {
  const text = of >= 10_000 ? '10,000+' : of.toLocaleString('en');
  if (of === 0) return <>0</>;
  return (
    <button type="button" className={classes.count} data-bad={bad} onClick={onClick}>
      {text}
    </button>
  );
}
