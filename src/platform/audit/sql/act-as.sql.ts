/**
 * Lets a person at a database prompt say who changes something and why. It adds to what is known and
 * hides nothing: the source stays the database, and `meta` goes on naming the database user.
 *
 * The words go into two plain settings, which need no parsing: whoever sets them past this function
 * can at worst be cut short, never make a write fail.
 */
export const ACT_AS_SQL = [
  `CREATE OR REPLACE FUNCTION backstory.act_as(
    who text, reason text DEFAULT NULL, local boolean DEFAULT false)
  RETURNS text
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    context jsonb := nullif(current_setting('backstory.context', true), '');
    correlation jsonb := context -> 'correlation_id';
  BEGIN
    IF who !~ '[^[:space:]]' OR char_length(who) > 200 OR who ~ '[[:cntrl:]]' OR who ~* '^db:' THEN
      RAISE EXCEPTION 'backstory.act_as: "who" must be 1 to 200 printable characters and not begin with "db:"'
        USING ERRCODE = 'invalid_parameter_value',
              HINT = 'SELECT backstory.act_as(''alice'', ''ticket 42''); NULL ends it.';
    END IF;
    IF char_length(reason) > 1000 OR reason ~ '[[:cntrl:]]' THEN
      RAISE EXCEPTION 'backstory.act_as: "reason" must be at most 1000 printable characters'
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF who IS NULL AND reason IS NOT NULL THEN
      RAISE EXCEPTION 'backstory.act_as: a reason needs somebody whose it is'
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM set_config('backstory.acting_as', coalesce(btrim(who), ''), coalesce(local, false));
    PERFORM set_config('backstory.acting_because', coalesce(btrim(reason), ''), coalesce(local, false));

    -- What this transaction changes from here on is theirs, under the correlation that it has.
    IF context ->> 'source' = 'database' THEN
      context := jsonb_set(backstory.session_context(), '{correlation_id}', correlation);
      PERFORM set_config('backstory.context', context::text, true);
    END IF;
    RETURN coalesce(btrim(who), 'db:' || session_user);
  END $$`,
];
