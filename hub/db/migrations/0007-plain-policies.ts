/** Which branches somebody of head office sees, said without a subquery: an engine that spreads tables over servers takes no policy that holds one (docs/hub.md). The same rows as before. */
export const plainPolicies = `
  DO $$ DECLARE name text; own CONSTANT text := 'CASE WHEN current_setting(''vestibule.branches'', true) = ''*'' THEN true ELSE nullif(current_setting(''vestibule.branches'', true), '''')::jsonb ? branch END'; BEGIN
    FOREACH name IN ARRAY ARRAY['packet_keys', 'packets', 'parts', 'packet_parts', 'part_chunks', 'review_cases', 'parked_packets', 'head_decisions', 'reject_reasons', 'station_health'] LOOP
      EXECUTE format('ALTER POLICY own_branches ON %I USING (%s)', name, own);
    END LOOP;
    EXECUTE format('ALTER POLICY own_branches ON hub_trail USING (branch IS NULL OR %s)', own);
  END $$;
`;
