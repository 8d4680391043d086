/**
 * People of head office and what they decide. The branch comes first in every key of a case, as in migration 1. Decisions and the trail are only added to, which the database sees to itself;
 * a second person who is the first is refused by it as well. `vestibule_review` sees the branches of whoever asks: '*' or a JSON list in `vestibule.branches`.
 */
import { createJsonOrNull } from './json-or-null.ts';

export const review = `
  CREATE TABLE people (
    person_id uuid PRIMARY KEY,
    name text NOT NULL,
    name_key text NOT NULL UNIQUE,
    role text NOT NULL CHECK (role IN ('reviewer', 'auditor', 'admin')),
    branches jsonb CHECK (branches IS NULL OR jsonb_typeof(branches) = 'array'),
    password text,
    must_choose boolean NOT NULL DEFAULT false,
    issuer text,
    subject text,
    disabled_at timestamptz,
    created_at timestamptz NOT NULL,
    UNIQUE (issuer, subject),
    CHECK ((password IS NULL) <> (subject IS NULL))
  );
  -- Everybody who ever gave somebody a password, for good: those two are never the two pairs of eyes of one case.
  CREATE TABLE password_givers (
    person_id uuid NOT NULL REFERENCES people (person_id),
    giver_id uuid NOT NULL REFERENCES people (person_id),
    PRIMARY KEY (person_id, giver_id)
  );
  -- Names as digests, known and unknown alike: what somebody typed there may be a password.
  CREATE TABLE login_attempts (
    name_sha256 text NOT NULL,
    -- Of a browser in which this person has logged in before; '' for all others together.
    browser_sha256 text NOT NULL,
    wrong integer NOT NULL,
    next_at timestamptz NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (name_sha256, browser_sha256)
  );
  CREATE TABLE known_browsers (
    person_id uuid NOT NULL REFERENCES people (person_id) ON DELETE CASCADE,
    browser_sha256 text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (person_id, browser_sha256)
  );
  CREATE INDEX known_browsers_by_browser ON known_browsers (browser_sha256);
  CREATE TABLE sessions (
    token_sha256 text PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES people (person_id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL
  );
  CREATE TABLE admin_codes (code_sha256 text PRIMARY KEY, at timestamptz NOT NULL);
  CREATE TABLE oidc_logins (
    state_sha256 text PRIMARY KEY,
    browser_sha256 text NOT NULL,
    verifier text NOT NULL,
    nonce text NOT NULL,
    at timestamptz NOT NULL
  );

  -- Cases somebody at head office has to look at, or has looked at. One row a case; the few that need it, not all.
  CREATE TABLE review_cases (
    branch text NOT NULL,
    case_id uuid NOT NULL,
    station_id text NOT NULL,
    packet_id uuid NOT NULL,
    month date,
    sequence integer NOT NULL,
    number text NOT NULL,
    station_outcome text NOT NULL,
    reasons text[] NOT NULL,
    fraud boolean NOT NULL,
    demo boolean NOT NULL,
    why text NOT NULL CHECK (why IN ('referred', 'conflict', 'looked-up')),
    state text NOT NULL CHECK (state IN ('open', 'second', 'asked-again', 'decided', 'at-station')),
    since timestamptz NOT NULL,
    PRIMARY KEY (branch, case_id)
  );
  CREATE INDEX review_cases_by_state ON review_cases (state, since, case_id);
  CREATE INDEX review_cases_to_do ON review_cases (since, case_id) WHERE state IN ('open', 'second');
  CREATE INDEX packets_by_number ON packets (number);

  -- Signed by their station, and not taken because another content was there first. For a person, to the letter.
  CREATE TABLE parked_packets (
    branch text NOT NULL,
    packet_id uuid NOT NULL,
    manifest_sha256 text NOT NULL,
    station_id text NOT NULL,
    case_id uuid NOT NULL,
    reason text NOT NULL,
    manifest text NOT NULL,
    signature text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (branch, packet_id, manifest_sha256)
  );
  CREATE INDEX parked_packets_by_case ON parked_packets (branch, case_id);

  CREATE TABLE head_decisions (
    branch text NOT NULL,
    decision_id uuid NOT NULL,
    case_id uuid NOT NULL,
    station_id text NOT NULL,
    packet_id uuid NOT NULL,
    sequence integer NOT NULL,
    station_outcome text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('accept', 'reject', 'ask-again')),
    reason text NOT NULL,
    note text NOT NULL,
    stage text NOT NULL CHECK (stage IN ('alone', 'proposed', 'agreed', 'disagreed')),
    person_id uuid NOT NULL,
    person_name text NOT NULL,
    answers uuid,
    first_by uuid,
    at timestamptz NOT NULL,
    PRIMARY KEY (branch, decision_id),
    UNIQUE (branch, decision_id, person_id),
    UNIQUE (branch, answers),
    FOREIGN KEY (branch, answers, first_by) REFERENCES head_decisions (branch, decision_id, person_id),
    CHECK ((stage IN ('agreed', 'disagreed')) = (answers IS NOT NULL AND first_by IS NOT NULL)),
    CONSTRAINT four_eyes CHECK (first_by <> person_id)
  );
  CREATE INDEX head_decisions_by_case ON head_decisions (branch, case_id, at);
  -- For whoever fetches what holds: stage 'alone' or 'agreed'.
  CREATE INDEX head_decisions_that_hold ON head_decisions (at, decision_id) WHERE stage IN ('alone', 'agreed');

  CREATE TABLE hub_trail (
    sequence bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    action text NOT NULL,
    person_id uuid,
    branch text,
    case_id uuid,
    body text NOT NULL,
    hash text NOT NULL,
    signature text NOT NULL
  );
  CREATE INDEX hub_trail_by_case ON hub_trail (case_id, sequence);
  CREATE INDEX hub_trail_by_person ON hub_trail (person_id, sequence);
  CREATE TABLE hub_trail_end (one integer PRIMARY KEY CHECK (one = 1), sequence bigint NOT NULL, hash text NOT NULL);
  INSERT INTO hub_trail_end (one, sequence, hash) VALUES (1, 0, '');

  -- Counted as records come in: no page goes through them all.
  CREATE TABLE reject_reasons (
    branch text NOT NULL,
    week date NOT NULL,
    code text NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (branch, week, code)
  );
  CREATE TABLE station_health (
    branch text NOT NULL,
    station_id text NOT NULL,
    seen_at timestamptz NOT NULL,
    program text,
    committed_at timestamptz,
    received_at timestamptz,
    PRIMARY KEY (branch, station_id)
  );

  CREATE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'only added to';
  END $$;
  CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON head_decisions EXECUTE FUNCTION only_added();
  CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON hub_trail EXECUTE FUNCTION only_added();

  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vestibule_review') THEN CREATE ROLE vestibule_review NOLOGIN; END IF;
    EXECUTE format('GRANT vestibule_review TO %I', current_user);
  END $$;
  GRANT SELECT ON packet_keys, packets, parts, packet_parts, part_chunks, parked_packets, reject_reasons, station_health TO vestibule_review;
  GRANT SELECT, INSERT, UPDATE ON review_cases TO vestibule_review;
  GRANT SELECT ON password_givers TO vestibule_review;
  GRANT SELECT, INSERT ON head_decisions, hub_trail TO vestibule_review;
  GRANT SELECT, UPDATE ON hub_trail_end TO vestibule_review;
  GRANT SELECT, INSERT, UPDATE ON review_cases, reject_reasons, station_health TO vestibule_branch;
  GRANT SELECT, INSERT ON parked_packets TO vestibule_branch;
  GRANT SELECT ON head_decisions TO vestibule_branch;
  GRANT SELECT ON review_cases, parked_packets, head_decisions, reject_reasons, station_health TO vestibule_head;

  DO $$ DECLARE name text; BEGIN
    FOREACH name IN ARRAY ARRAY['review_cases', 'parked_packets', 'head_decisions', 'reject_reasons', 'station_health'] LOOP
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
      EXECUTE format('CREATE POLICY own_branch ON %I TO vestibule_branch USING (branch = current_setting(''vestibule.branch'', true)) WITH CHECK (branch = current_setting(''vestibule.branch'', true))', name);
      EXECUTE format('CREATE POLICY all_branches ON %I FOR SELECT TO vestibule_head USING (true)', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['packet_keys', 'packets', 'parts', 'packet_parts', 'part_chunks', 'review_cases', 'parked_packets', 'head_decisions', 'reject_reasons', 'station_health'] LOOP
      EXECUTE format('CREATE POLICY own_branches ON %I TO vestibule_review USING (CASE WHEN current_setting(''vestibule.branches'', true) = ''*'' THEN true ELSE branch IN (SELECT jsonb_array_elements_text(nullif(current_setting(''vestibule.branches'', true), '''')::jsonb)) END)', name);
    END LOOP;
  END $$;
  ALTER TABLE hub_trail ENABLE ROW LEVEL SECURITY;
  ALTER TABLE hub_trail FORCE ROW LEVEL SECURITY;
  DO $$ BEGIN
    EXECUTE format('CREATE POLICY whole ON hub_trail TO %I USING (true) WITH CHECK (true)', current_user);
  END $$;
  CREATE POLICY own_branches ON hub_trail FOR SELECT TO vestibule_review USING (branch IS NULL OR CASE WHEN current_setting('vestibule.branches', true) = '*' THEN true ELSE branch IN (SELECT jsonb_array_elements_text(nullif(current_setting('vestibule.branches', true), '')::jsonb)) END);
  CREATE POLICY adds ON hub_trail FOR INSERT TO vestibule_review WITH CHECK (true);

  -- What came before this version: referred cases that nobody decided, and reasons of rejections. The owner is under row-level security as well, so it is let through for this one reading.
  -- NULL for what a station may send and jsonb does not hold, as a NUL: one such record must not stop the rest.
  ${createJsonOrNull}
  DO $$ BEGIN
    EXECUTE format('CREATE POLICY backfill ON packets FOR SELECT TO %I USING (true)', current_user);
    EXECUTE format('CREATE POLICY backfill ON packet_keys FOR SELECT TO %I USING (true)', current_user);
    EXECUTE format('CREATE POLICY backfill ON review_cases TO %I USING (true) WITH CHECK (true)', current_user);
    EXECUTE format('CREATE POLICY backfill ON reject_reasons TO %I USING (true) WITH CHECK (true)', current_user);
  END $$;
  INSERT INTO review_cases (branch, case_id, station_id, packet_id, month, sequence, number, station_outcome, reasons, fraud, demo, why, state, since)
    SELECT p.branch, p.case_id, p.station_id, p.packet_id, p.month, p.sequence, p.number, p.outcome,
      ARRAY(SELECT DISTINCT r ->> 'code' FROM jsonb_array_elements(j.manifest #> '{decision,reasons}') AS r WHERE r ->> 'lane' <> 'coach' ORDER BY 1),
      j.manifest IS NULL OR EXISTS (SELECT FROM jsonb_array_elements(j.manifest #> '{decision,reasons}') AS r WHERE r ->> 'concern' = 'fraud'), p.demo, 'referred', 'open', k.received_at
    FROM packets p JOIN packet_keys k ON k.branch = p.branch AND k.packet_id = p.packet_id CROSS JOIN LATERAL (SELECT json_or_null(p.manifest) AS manifest OFFSET 0) AS j
    WHERE p.final AND p.outcome = 'refer' AND NOT EXISTS (SELECT FROM packets later WHERE later.branch = p.branch AND later.case_id = p.case_id AND later.sequence > p.sequence);
  INSERT INTO reject_reasons (branch, week, code, count)
    SELECT p.branch, date_trunc('week', p.decided_at AT TIME ZONE 'UTC')::date, coalesce(r.code, 'review.' || (j.manifest #>> '{decision,review,reason}')), count(*)
    FROM packets p CROSS JOIN LATERAL (SELECT json_or_null(p.manifest) AS manifest OFFSET 0) AS j CROSS JOIN LATERAL (
      SELECT DISTINCT r ->> 'code' AS code FROM jsonb_array_elements(j.manifest #> '{decision,reasons}') AS r WHERE r ->> 'lane' = 'final' AND j.manifest #> '{decision,review}' IS NULL
      UNION SELECT NULL WHERE j.manifest #> '{decision,review}' IS NOT NULL
    ) AS r
    WHERE p.final AND p.outcome = 'reject' GROUP BY 1, 2, 3;
  DROP FUNCTION json_or_null(text);
  DROP POLICY backfill ON packets;
  DROP POLICY backfill ON packet_keys;
  DROP POLICY backfill ON review_cases;
  DROP POLICY backfill ON reject_reasons;
`;
