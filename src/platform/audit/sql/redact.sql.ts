/**
 * Secrets are stored as a keyed hash, so that "it changed" stays visible and the value does not.
 * HMAC-SHA256 (RFC 2104) from the server's own `sha256`: no extension needed. The key is made here,
 * once per database, and readable by the owner only.
 */
export const REDACT_SQL = [
  `CREATE TABLE backstory.redaction_key (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
  )`,
  'REVOKE ALL ON backstory.redaction_key FROM PUBLIC',
  `DO $$
   DECLARE
     key bytea := sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));
     inner_pad bytea := decode(repeat('36', 64), 'hex');
     outer_pad bytea := decode(repeat('5c', 64), 'hex');
   BEGIN
     FOR i IN 0..31 LOOP
       inner_pad := set_byte(inner_pad, i, get_byte(inner_pad, i) # get_byte(key, i));
       outer_pad := set_byte(outer_pad, i, get_byte(outer_pad, i) # get_byte(key, i));
     END LOOP;
     INSERT INTO backstory.redaction_key (inner_pad, outer_pad) VALUES (inner_pad, outer_pad);
   END $$`,
  `CREATE FUNCTION backstory.redact(value jsonb) RETURNS jsonb
   LANGUAGE plpgsql STABLE AS $$
   DECLARE
     key backstory.redaction_key;
   BEGIN
     IF value IS NULL OR value = 'null' THEN
       RETURN value;
     END IF;
     SELECT * INTO key FROM backstory.redaction_key;
     RETURN to_jsonb('redacted:' || left(encode(sha256(key.outer_pad || sha256(
       key.inner_pad || convert_to(value #>> '{}', 'UTF8'))), 'hex'), 16));
   END $$`,
];
