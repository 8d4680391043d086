/**
 * Facts, pictures and who may see them. The branch comes first in every key: it is the distribution column on an engine that spreads tables (docs/hub.md),
 * and what a request touches lies in one branch. What must be unique for ever stands in tables that are not partitioned; what grows is partitioned by month.
 */
export const packets = `
  CREATE TABLE stations (
    station_id text PRIMARY KEY,
    public_key text NOT NULL,
    name text NOT NULL,
    branch text NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'approved', 'revoked')),
    nonce text NOT NULL,
    asked_at timestamptz NOT NULL,
    approved_at timestamptz,
    revoked_at timestamptz
  );

  CREATE TABLE packet_keys (
    branch text NOT NULL,
    packet_id uuid NOT NULL,
    station_id text NOT NULL,
    case_id uuid NOT NULL,
    sequence integer NOT NULL,
    manifest_sha256 text NOT NULL,
    month date NOT NULL,
    received_at timestamptz NOT NULL,
    receipt_body text,
    receipt_signature text,
    PRIMARY KEY (branch, packet_id),
    UNIQUE (branch, station_id, case_id, sequence)
  );

  CREATE TABLE packets (
    branch text NOT NULL,
    month date NOT NULL,
    packet_id uuid NOT NULL,
    station_id text NOT NULL,
    case_id uuid NOT NULL,
    sequence integer NOT NULL,
    number text NOT NULL,
    name text NOT NULL,
    document_number text NOT NULL,
    document_type text NOT NULL,
    birth_date text NOT NULL,
    demo boolean NOT NULL,
    final boolean NOT NULL,
    outcome text NOT NULL,
    decided_at timestamptz NOT NULL,
    audit_sequence integer NOT NULL,
    audit_hash text NOT NULL,
    manifest text NOT NULL,
    signature text NOT NULL,
    PRIMARY KEY (branch, month, packet_id)
  ) PARTITION BY RANGE (month);
  CREATE INDEX packets_by_case ON packets (branch, case_id, sequence);
  CREATE INDEX packets_by_time ON packets (branch, decided_at);

  CREATE TABLE parts (
    branch text NOT NULL,
    capture_id uuid NOT NULL,
    station_id text NOT NULL,
    sha256 text NOT NULL,
    bytes integer NOT NULL,
    have integer NOT NULL DEFAULT 0,
    header bytea,
    there_at timestamptz,
    month date NOT NULL,
    PRIMARY KEY (branch, capture_id)
  );

  CREATE TABLE packet_parts (
    branch text NOT NULL,
    packet_id uuid NOT NULL,
    position integer NOT NULL,
    capture_id uuid NOT NULL,
    PRIMARY KEY (branch, packet_id, position)
  );
  CREATE INDEX packet_parts_by_capture ON packet_parts (branch, capture_id);

  -- As they came: sealed. Whoever reads the database or its backups without the hub's key sees no picture.
  CREATE TABLE part_chunks (
    branch text NOT NULL,
    month date NOT NULL,
    capture_id uuid NOT NULL,
    chunk integer NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (branch, month, capture_id, chunk)
  ) PARTITION BY RANGE (month);

  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vestibule_branch') THEN CREATE ROLE vestibule_branch NOLOGIN; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vestibule_head') THEN CREATE ROLE vestibule_head NOLOGIN; END IF;
    EXECUTE format('GRANT vestibule_branch, vestibule_head TO %I', current_user);
  END $$;
  GRANT SELECT, INSERT ON packets, packet_parts TO vestibule_branch;
  GRANT SELECT, INSERT, UPDATE ON packet_keys, parts TO vestibule_branch;
  GRANT SELECT, INSERT, DELETE ON part_chunks TO vestibule_branch;
  GRANT SELECT ON packet_keys, packets, parts, packet_parts, part_chunks TO vestibule_head;

  DO $$ DECLARE name text; BEGIN
    FOREACH name IN ARRAY ARRAY['packet_keys', 'packets', 'parts', 'packet_parts', 'part_chunks'] LOOP
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
      EXECUTE format('CREATE POLICY own_branch ON %I TO vestibule_branch USING (branch = current_setting(''vestibule.branch'', true)) WITH CHECK (branch = current_setting(''vestibule.branch'', true))', name);
      EXECUTE format('CREATE POLICY all_branches ON %I FOR SELECT TO vestibule_head USING (true)', name);
    END LOOP;
  END $$;
`;
