/** For what a station may send and jsonb does not hold, as a NUL: NULL, so that one such record does not stop a migration that reads all of them. Whoever makes it drops it: `DROP FUNCTION json_or_null(text)`. */
export const createJsonOrNull = `CREATE FUNCTION json_or_null(given text) RETURNS jsonb LANGUAGE plpgsql AS $$ BEGIN
    RETURN given::jsonb;
  EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN NULL;
  END $$;`;
