/**
 * Runs writes one after the other: each its statement of the list with its row as `$1`, told to the audit
 * trail in its own context, undone alone when it fails. Answers the key of each row that was written.
 *
 * With the rights of whoever calls it. A timeout or a cancel is not caught: it ends the whole call.
 */
export const APPLY_WRITES = `
  CREATE FUNCTION backstory.sync_apply_writes(statements text[], writes jsonb)
  RETURNS TABLE (number integer, id text)
  LANGUAGE plpgsql AS $$
  DECLARE
    told text := current_setting('backstory.context', true);
    one record;
  BEGIN
    FOR one IN
      SELECT w.number, w.statement, w.context, w.given
      FROM jsonb_to_recordset(writes) AS w (number integer, statement integer, context text, given jsonb)
    LOOP
      number := one.number;
      BEGIN
        PERFORM set_config('backstory.context', one.context, true);
        EXECUTE statements[one.statement] INTO id USING one.given;
      EXCEPTION WHEN OTHERS THEN
        id := NULL;
      END;
      IF id IS NOT NULL THEN
        RETURN NEXT;
      END IF;
    END LOOP;
    PERFORM set_config('backstory.context', coalesce(told, ''), true);
  END $$`;

/**
 * Runs one statement that inserts all `given` rows, told to the audit trail in one context that names what
 * is each row's own. A quarter of the cost, and one bad row takes all with it.
 */
export const INSERT_TOGETHER = `
  CREATE FUNCTION backstory.sync_insert_together(statement text, context text, given jsonb)
  RETURNS void
  LANGUAGE plpgsql AS $$
  DECLARE
    told text := current_setting('backstory.context', true);
  BEGIN
    PERFORM set_config('backstory.context', context, true);
    EXECUTE statement USING given;
    PERFORM set_config('backstory.context', coalesce(told, ''), true);
  END $$`;
