/**
 * What the people of head office see of their stations and of documents that came twice: one row a station and day, cases counted as they close, and the hashes of documents, within the branches of whoever asks.
 * Reasons of rejections are counted anew, without demonstrations.
 */
import { createJsonOrNull } from './json-or-null.ts';

export const office = `
  CREATE TABLE station_days (
    branch text NOT NULL,
    station_id text NOT NULL,
    day date NOT NULL,
    -- As the station said it last on that day; NULL: it could not say.
    waiting integer,
    waiting_days integer,
    parked integer,
    disk text,
    clock text,
    findings text[] NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (branch, station_id, day)
  );
  -- By station, so that two of one branch do not wait for each other.
  CREATE TABLE closed_cases (
    branch text NOT NULL,
    station_id text NOT NULL,
    week date NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (branch, station_id, week)
  );
  GRANT SELECT, INSERT, UPDATE ON station_days, closed_cases TO vestibule_branch;
  GRANT SELECT ON station_days, closed_cases TO vestibule_head;
  GRANT SELECT ON station_days, closed_cases, document_keys TO vestibule_review;
  DO $$ DECLARE name text; own CONSTANT text := 'CASE WHEN current_setting(''vestibule.branches'', true) = ''*'' THEN true ELSE nullif(current_setting(''vestibule.branches'', true), '''')::jsonb ? branch END'; BEGIN
    FOREACH name IN ARRAY ARRAY['station_days', 'closed_cases'] LOOP
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
      EXECUTE format('CREATE POLICY own_branch ON %I TO vestibule_branch USING (branch = current_setting(''vestibule.branch'', true)) WITH CHECK (branch = current_setting(''vestibule.branch'', true))', name);
      EXECUTE format('CREATE POLICY all_branches ON %I FOR SELECT TO vestibule_head USING (true)', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['station_days', 'closed_cases', 'document_keys'] LOOP
      EXECUTE format('CREATE POLICY own_branches ON %I TO vestibule_review USING (%s)', name, own);
    END LOOP;
  END $$;

  -- What came before this version, as in migration 3.
  ${createJsonOrNull}
  DO $$ BEGIN
    EXECUTE format('CREATE POLICY backfill ON packets FOR SELECT TO %I USING (true)', current_user);
    EXECUTE format('CREATE POLICY backfill ON closed_cases TO %I USING (true) WITH CHECK (true)', current_user);
    EXECUTE format('CREATE POLICY backfill ON reject_reasons TO %I USING (true) WITH CHECK (true)', current_user);
  END $$;
  INSERT INTO closed_cases (branch, station_id, week, count)
    SELECT branch, station_id, date_trunc('week', first AT TIME ZONE 'UTC')::date, count(*)
    FROM (SELECT branch, case_id, min(station_id) AS station_id, min(decided_at) AS first FROM packets WHERE final AND NOT demo GROUP BY branch, case_id) AS cases GROUP BY 1, 2, 3;
  DELETE FROM reject_reasons;
  INSERT INTO reject_reasons (branch, week, code, count)
    SELECT p.branch, date_trunc('week', p.decided_at AT TIME ZONE 'UTC')::date, coalesce(r.code, 'review.' || (j.manifest #>> '{decision,review,reason}')), count(*)
    FROM packets p CROSS JOIN LATERAL (SELECT json_or_null(p.manifest) AS manifest OFFSET 0) AS j CROSS JOIN LATERAL (
      SELECT DISTINCT r ->> 'code' AS code FROM jsonb_array_elements(j.manifest #> '{decision,reasons}') AS r WHERE r ->> 'lane' = 'final' AND j.manifest #> '{decision,review}' IS NULL
      UNION SELECT NULL WHERE j.manifest #> '{decision,review}' IS NOT NULL
    ) AS r
    WHERE p.final AND NOT p.demo AND p.outcome = 'reject' GROUP BY 1, 2, 3;
  DROP FUNCTION json_or_null(text);
  DROP POLICY backfill ON packets;
  DROP POLICY backfill ON closed_cases;
  DROP POLICY backfill ON reject_reasons;
`;
