import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Change } from '../api/changes.js';
import { SideBySide } from '../diff/side-by-side.js';
import { formatAbsolute } from '../ui/format-time.js';
import { writerOf } from '../ui/writer-of.js';
import classes from './change-detail.module.css';
import { HandlingList } from './handling-list.js';

interface ChangeDetailProps {
  change: Change;
  mayAct: boolean;
}

/** All of one change: the row before and after, who wrote it, and what came of it. */
export function ChangeDetail({ change, mayAct }: ChangeDetailProps) {
  const { version } = change;
  const { name, databaseUser, program, address, transaction } = writerOf(version);
  const { item_type: type, item_id: id, correlation_id: correlation } = version;
  return (
    <div className={classes.detail}>
      <section aria-label="Before and after">
        <SideBySide
          event={version.event}
          changes={version.object_changes}
          before={version.object}
        />
      </section>
      <section aria-label="What came of it">
        <h3 className={classes.heading}>What came of it</h3>
        <HandlingList change={change} mayAct={mayAct} />
      </section>
      <section aria-label="Who wrote it">
        <h3 className={classes.heading}>Who wrote it</h3>
        <dl className={classes.facts}>
          {version.actor_type !== 'database' && <Fact name="Person">{name}</Fact>}
          {version.reason !== null && <Fact name="Reason">“{version.reason}”</Fact>}
          {databaseUser !== null && <Fact name="Database user">{databaseUser}</Fact>}
          {program !== null && <Fact name="Program">{program}</Fact>}
          {address !== null && <Fact name="Address">{address}</Fact>}
          {transaction !== null && <Fact name="Transaction">{transaction}</Fact>}
          <Fact name="At">{formatAbsolute(new Date(version.created_at))}</Fact>
          <Fact name="See also">
            <Link to="/records/$type/$id" params={{ type, id }} search={{ version: version.id }}>
              History of {type} #{id}
            </Link>
            {correlation !== null && (
              <>
                {' · '}
                <Link
                  to="/correlations/$id"
                  params={{ id: correlation }}
                  search={{ node: `version:${version.id}` }}
                >
                  What happened with it
                </Link>
              </>
            )}
          </Fact>
        </dl>
      </section>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
