/** What head office tells its stations, how each stands to it, and by what documents are found again in another branch. */
export const bundles = `
  CREATE TABLE bundles (
    version integer PRIMARY KEY,
    sign_key text NOT NULL,
    body text NOT NULL,
    signature text NOT NULL,
    sha256 text NOT NULL,
    -- NULL: for all.
    stations text[],
    expires_at timestamptz,
    -- It says the keys that come after its own: whoever has pinned these is given it before any other.
    rotates boolean NOT NULL DEFAULT false,
    at timestamptz NOT NULL
  );
  CREATE INDEX bundles_by_key ON bundles (sign_key, version);

  CREATE TABLE bundle_standing (
    station_id text PRIMARY KEY,
    have integer,
    have_sha256 text,
    refused integer,
    refused_code text,
    at timestamptz NOT NULL
  );

  -- Hash under a key that is not in the database; no number.
  CREATE TABLE document_keys (
    branch text NOT NULL,
    document_hash text NOT NULL,
    case_id uuid NOT NULL,
    station_id text NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (branch, document_hash, case_id)
  );
  CREATE INDEX document_keys_by_hash ON document_keys (document_hash);
  CREATE INDEX document_keys_by_time ON document_keys (received_at);
  GRANT SELECT, INSERT ON document_keys TO vestibule_branch;
  GRANT SELECT ON document_keys TO vestibule_head;
  ALTER TABLE document_keys ENABLE ROW LEVEL SECURITY;
  ALTER TABLE document_keys FORCE ROW LEVEL SECURITY;
  CREATE POLICY own_branch ON document_keys TO vestibule_branch USING (branch = current_setting('vestibule.branch', true)) WITH CHECK (branch = current_setting('vestibule.branch', true));
  CREATE POLICY all_branches ON document_keys FOR SELECT TO vestibule_head USING (true);

  -- The same document in two cases. Worked out when it is looked at: nothing can be missed between two writes, and no request touches two branches.
  CREATE VIEW duplicate_documents WITH (security_invoker = true) AS
    SELECT later.document_hash, later.branch, later.station_id, later.case_id, later.received_at,
      earlier.branch AS earlier_branch, earlier.station_id AS earlier_station_id, earlier.case_id AS earlier_case_id, earlier.received_at AS earlier_received_at
    FROM document_keys later JOIN document_keys earlier ON earlier.document_hash = later.document_hash AND earlier.case_id <> later.case_id
      AND (earlier.received_at, earlier.case_id) < (later.received_at, later.case_id);
  GRANT SELECT ON duplicate_documents TO vestibule_head;
`;
