/** Whose a case is: the station that brought its first record, and no other one of its branch. And from where a station asks to be let in. */
export const caseStations = `
  CREATE TABLE case_stations (
    branch text NOT NULL,
    case_id uuid NOT NULL,
    station_id text NOT NULL,
    PRIMARY KEY (branch, case_id)
  );
  DO $$ BEGIN
    EXECUTE format('CREATE POLICY backfill ON packet_keys FOR SELECT TO %I USING (true)', current_user);
  END $$;
  INSERT INTO case_stations (branch, case_id, station_id) SELECT DISTINCT ON (branch, case_id) branch, case_id, station_id FROM packet_keys ORDER BY branch, case_id, received_at, packet_id;
  DROP POLICY backfill ON packet_keys;
  GRANT SELECT, INSERT, UPDATE ON case_stations TO vestibule_branch;
  GRANT SELECT ON case_stations TO vestibule_head;
  ALTER TABLE case_stations ENABLE ROW LEVEL SECURITY;
  ALTER TABLE case_stations FORCE ROW LEVEL SECURITY;
  CREATE POLICY own_branch ON case_stations TO vestibule_branch USING (branch = current_setting('vestibule.branch', true)) WITH CHECK (branch = current_setting('vestibule.branch', true));
  CREATE POLICY all_branches ON case_stations FOR SELECT TO vestibule_head USING (true);

  ALTER TABLE stations ADD COLUMN asked_from text;
`;
