/**
 * Who acts in a transaction of which the application said nothing: the database session itself, or the
 * person that it says it acts for. Made once per transaction, so that its versions share a correlation.
 *
 * Rings the relay when it sleeps, which a lock says that only a sleeping relay holds (`RELAY_SLEEP_SPACE`
 * of the outbox module); while it is awake, no transaction pays for a NOTIFY. Of those that find it asleep
 * at once, one rings (`RELAY_BELL_SPACE`); the others say that they rely on it (`RELAY_SPARED_SPACE`), and
 * the relay does not sleep again before they are done. Nobody rings where two-phase commit is on: PREPARE
 * TRANSACTION refuses a transaction that notified, and a guard must never break a write.
 */
export const SESSION_CONTEXT = `
  CREATE OR REPLACE FUNCTION backstory.session_context() RETURNS jsonb
  LANGUAGE plpgsql AS $$
  DECLARE
    person text := nullif(left(current_setting('backstory.acting_as', true), 200), '');
    context jsonb := jsonb_strip_nulls(jsonb_build_object(
      'actor', coalesce(person, 'db:' || session_user),
      'actor_type', CASE WHEN person IS NULL THEN 'database' ELSE 'user' END,
      'reason', CASE WHEN person IS NOT NULL
        THEN nullif(left(current_setting('backstory.acting_because', true), 1000), '') END,
      'correlation_id', gen_random_uuid(),
      'source', 'database',
      'meta', jsonb_build_object(
        'database_user', session_user,
        'database_role', nullif(current_setting('role'), 'none'),
        'application_name', nullif(current_setting('application_name'), ''),
        'client_address', host(inet_client_addr()),
        'transaction_id', pg_current_xact_id()::text)));
  BEGIN
    PERFORM set_config('backstory.context', context::text, true);
    IF NOT pg_try_advisory_xact_lock_shared(1651209068, 1)
       AND current_setting('max_prepared_transactions') = '0' THEN
      IF pg_try_advisory_xact_lock(1651209058, 1)
         OR NOT pg_try_advisory_xact_lock_shared(1651209075, 1) THEN
        PERFORM pg_notify('backstory_doorbell', '');
      END IF;
    END IF;
    RETURN context;
  END $$`;
