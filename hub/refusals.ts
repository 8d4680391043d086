/** Why something was not taken, for the administrator who loads a carried file. */
import type { Refusal } from '../core/sync/protocol.ts';

export const refusalTexts: Readonly<Record<Refusal, string>> = {
  'station.unknown': 'The station is not known here.',
  'station.pending': 'The station is not let in yet.',
  'station.revoked': 'The station was revoked.',
  'station.expired': 'The code of the station is too old.',
  'protocol.unsupported': 'Station and hub are of different versions.',
  'packet.unreadable': 'A record does not open: it was changed on the way, or sealed to another hub.',
  'packet.signature': 'A record is not signed by its station.',
  'packet.foreign': 'A record names another station or branch than the one it came from.',
  'packet.malformed': 'A record is not understood; the hub may need an update.',
  'packet.date': 'The date of a record cannot be: the clock of the station or of this hub is wrong. The station tries again, unless the record is older than any hub.',
  'packet.other-content': 'There is another record under this number already.',
  'packet.sequence-taken': 'There is another decision in this place of the case already, or the case is of another station.',
  'part.unknown': 'A picture came without its record.',
  'part.unreadable': 'A picture does not open: it was changed on the way, or sealed to another hub.',
  'part.digest': 'A picture is not the one that was signed for.',
  'part.other-content': 'There is another picture under this number already.',
};
