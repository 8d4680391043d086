/** Under which of the hub's keys a station asked to be let in: its code holds that key, also when the hub has another one by now. */
export const enrolmentKeys = `
  ALTER TABLE stations ADD COLUMN hub_key text;
  UPDATE stations SET hub_key = (SELECT sign_key FROM hub_identity);
`;
