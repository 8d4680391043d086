/** Where each table lies on an engine that spreads tables over servers, as Citus does (docs/hub.md, "More than one server"). */

/** In every key of a distributed table, and in every statement on one that a station causes: what its request touches lies on one server. */
export const distributionColumn = 'branch';

/** `distributed`: by the branch, all of a branch together. `reference`: the same on every server. `local`: on the server that hubs connect to, head office's own. */
export type Place = 'distributed' | 'reference' | 'local';

/** A table of a later migration that does not stand here fails test/hub/spread.test.ts: whoever adds one says where it lies. The first distributed one gives the others their places. */
export const places = {
  packet_keys: 'distributed', packets: 'distributed', parts: 'distributed', packet_parts: 'distributed', part_chunks: 'distributed',
  document_keys: 'distributed', case_stations: 'distributed', review_cases: 'distributed', parked_packets: 'distributed', reject_reasons: 'distributed', station_health: 'distributed', station_days: 'distributed', closed_cases: 'distributed',
  stations: 'reference',
  schema_version: 'local', hub_identity: 'local', wrong_codes: 'local', bundles: 'local',
  // A row a station, written anew every ten minutes: copied to every server that would cost more than it is read.
  bundle_standing: 'local',
  people: 'local', password_givers: 'local', login_attempts: 'local', known_browsers: 'local', sessions: 'local', admin_codes: 'local', oidc_logins: 'local',
  // Only added to, which a trigger sees to: such an engine takes no trigger on a distributed table. What people decide is little.
  head_decisions: 'local', hub_trail: 'local', hub_trail_end: 'local',
} as const satisfies Record<string, Place>;

export const tablesAt = (place: Place): string[] => Object.entries(places).flatMap(([table, its]) => (its === place ? [table] : []));

const roles = ['vestibule_branch', 'vestibule_head', 'vestibule_review'] as const;

/** SQL for the coordinator of a Citus cluster, in its order, once the hub has made its tables there. */
export function spreadStatements(): string[] {
  const [first, ...others] = tablesAt('distributed');
  return [
    `ALTER ROLE CURRENT_USER SET citus.propagate_set_commands TO 'local';`,
    // A coordinator speaks to the other servers as the role it has at that moment.
    ...roles.map((role) => `ALTER ROLE ${role} LOGIN;`),
    ...tablesAt('reference').map((table) => `SELECT create_reference_table('${table}');`),
    `SELECT create_distributed_table('${first}', '${distributionColumn}');`,
    ...others.map((table) => `SELECT create_distributed_table('${table}', '${distributionColumn}', colocate_with => '${first}');`),
  ];
}
