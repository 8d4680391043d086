/** A request of a station that was refused is remembered, and stands in no list of the people of head office: they see whether a station was ever let in. */
export const refusedStations = `
  GRANT SELECT (approved_at) ON stations TO vestibule_review;
`;
