/**
 * The closed family of error codes. Every error that crosses a border (IPC, CLI, worker) is one of these; foreign errors are
 * mapped once, where the foreign thing is called. Text lives in the locale under `errors.<code>`: what happened, and the way out.
 * `{name}` places are filled from `values`, which never hold customer data, keys or file paths.
 */
export const errorTexts = {
  'input.invalid': { message: 'The request was not understood.', remedy: 'Try again. If it happens again, restart the station.' },
  'input.too-large': { message: 'The request is larger than the station accepts.', remedy: 'Use a smaller picture.' },
  'call.unknown': { message: 'The station does not know this call.', remedy: 'Update the station.' },
  'call.forbidden': { message: 'This window may not call the station.', remedy: 'Restart the station.' },
  'internal': { message: 'Something went wrong inside the station.', remedy: 'Try again. If it happens again, restart the station and call support.' },

  'file.not-found': { message: 'The file is not there.', remedy: 'Check the name and choose the file again.' },
  'file.unreadable': { message: 'The file cannot be opened.', remedy: 'Check that it is not in use and that you may read it.' },
  'file.empty': { message: 'The file is empty.', remedy: 'Take or scan the picture again.' },
  'file.not-a-picture': { message: 'This file is not a picture the station can read.', remedy: 'Use a JPEG, PNG, WebP, BMP or TIFF picture.' },
  'file.unsupported-format': { message: 'This kind of picture ({format}) cannot be read here.', remedy: 'Save it as JPEG or PNG, then choose it again.' },
  'file.truncated': { message: 'The picture is incomplete.', remedy: 'Copy or scan it again.' },
  'file.corrupt': { message: 'The picture is damaged.', remedy: 'Take or scan the picture again.' },
  'file.too-large': { message: 'The file is larger than {limitMegabytes} MB.', remedy: 'Save it smaller or take a new picture.' },
  'file.too-many-pixels': { message: 'The picture has {megapixels} megapixels; {limit} is the most.', remedy: 'Take it at a lower resolution.' },
  'file.too-small': { message: 'The picture has only {width} x {height} pixels.', remedy: 'Take a larger picture.' },
  'file.animated': { message: 'The file holds several pictures.', remedy: 'Use a single still picture.' },

  'pdf.not-a-pdf': { message: 'This file is not a PDF.', remedy: 'Choose the PDF again, or scan the paper.' },
  'pdf.encrypted': { message: 'The PDF is locked with a password.', remedy: 'Save it without a password, or print it and scan the paper.' },
  'pdf.damaged': { message: 'The PDF is damaged and cannot be opened.', remedy: 'Download it again from where it was issued, or scan the paper.' },
  'pdf.no-pages': { message: 'The PDF has no page.', remedy: 'Download it again from where it was issued.' },
  'pdf.timeout': { message: 'Opening the PDF took too long.', remedy: 'Print it and scan the paper.' },

  'clip.not-a-clip': { message: 'This file is not a film the station can read.', remedy: 'Use an MP4, MOV, WebM, MKV, AVI or GIF file.' },
  'clip.no-picture': { message: 'The film holds no picture, only sound or nothing.', remedy: 'Record it again with the camera switched on.' },
  'clip.truncated': { message: 'The film is incomplete.', remedy: 'Copy or record it again.' },
  'clip.corrupt': { message: 'The film is damaged: no picture of it could be read.', remedy: 'Record it again.' },
  'clip.too-large': { message: 'The film is larger than {megabytes} MB or {seconds} seconds, or its pictures are too large.', remedy: 'Cut it shorter or save it smaller.' },
  'clip.reader-missing': { message: 'The program that reads films (ffmpeg) is not installed.', remedy: 'Install ffmpeg, then try again.' },

  'model.missing': { message: 'A model file is missing.', remedy: 'Install the station again.' },
  'model.changed': { message: 'A model file is not the one that was shipped.', remedy: 'Install the station again.' },
  'engine.failed': { message: 'A picture engine could not start.', remedy: 'Restart the station.' },
  'engine.timeout': { message: 'Reading the picture took too long.', remedy: 'Try again with a clearer or smaller picture.' },

  'language.unknown': { message: 'The station has no language pack called {language}.', remedy: 'Use one of: {known}.' },
  'language.missing': { message: 'The language pack {language} is not installed.', remedy: 'Install the station again, or take the language off the list.' },

  'camera.missing': { message: 'No camera is connected.', remedy: 'Plug in a camera, choose another one, or import a picture.' },
  'camera.busy': { message: 'Another program is using the camera.', remedy: 'Close the other program, then try again.' },
  'camera.blocked': { message: 'The operating system blocks the camera.', remedy: 'Allow camera access in the privacy settings, then try again.' },
  'camera.unplugged': { message: 'The camera was disconnected.', remedy: 'Plug it in again or choose another one. Nothing is lost.' },
  'camera.black': { message: 'The camera delivers a black picture.', remedy: 'Open the lens cover or the privacy shutter.' },
  'camera.away': { message: 'The chosen camera is not connected.', remedy: 'Plug it in, or choose another one here.' },
  'camera.changed': { message: 'Another camera is where the chosen one was.', remedy: 'Choose the right one here, or plug the chosen one in again.' },
  'camera.virtual': { message: 'This camera is a program, not a device.', remedy: 'Choose a real camera. A supervisor changes it for good under Devices.' },
  'camera.slow': { message: 'The camera delivers few pictures a second.', remedy: 'Give it more light, close other programs, and plug it in without a hub.' },
  'camera.one-colour': { message: 'The camera shows everything in one colour.', remedy: 'Unplug the camera and plug it in again, or choose another one.' },
  'camera.low-resolution': { message: 'The camera picture is small.', remedy: 'Choose another camera if small print is not read.' },
  'camera.frozen': { message: 'The camera picture does not move.', remedy: 'Unplug the camera and plug it in again.' },

  'golden.not-found': { message: 'No golden card is in the picture.', remedy: 'Lay the printed card flat under the camera, so that all of it is seen.' },
  'golden.covered': { message: 'Only {seen} of the four corner marks of the golden card are seen.', remedy: 'Show the whole card: nothing over its corners, no lamp on them.' },
  'golden.several': { message: 'More than one golden card is in the picture.', remedy: 'Show one card alone.' },
  'golden.unknown': { message: 'The marks in the picture are not those of one golden card.', remedy: 'Print the card again, at 100 %, and show it alone.' },
  'golden.too-far': { message: 'The camera is too far away: {dpi} dpi on the card, {limit} are needed.', remedy: 'Bring the camera closer, or choose a higher resolution.' },
  'golden.moved': { message: 'The camera stands nearer or farther than it did: {dpi} dpi instead of {baseline}.', remedy: 'Put it back to its height, or accept a new baseline for its new place.' },
  'golden.slow': { message: 'The camera delivers only {rate} pictures a second; {limit} are needed.', remedy: 'Give it more light, plug it into a socket of its own, and close other programs that use it.' },
  'golden.clock': { message: 'The camera\'s own time is {percent} percent off that of the computer.', remedy: 'Unplug it and plug it in again. If it stays so, use another camera.' },
  'golden.out-of-focus': { message: 'The picture is not sharp.', remedy: 'Let the camera focus on the card, or set its focus by hand, and let nothing shake it.' },
  'golden.corners-soft': { message: 'The picture is sharp in the middle and not towards its edges.', remedy: 'Lay the card flat and the camera straight above it. If it stays, clean the lens.' },
  'golden.lens-dirty': { message: 'Black looks grey: light is scattered over the whole picture.', remedy: 'Clean the lens and the cover glass. Let no lamp shine into the lens.' },
  'golden.lamp': { message: 'A lamp is mirrored on the card.', remedy: 'Move or shade the lamp, or tilt the camera, until the marked parts are free.' },
  'golden.white-balance': { message: 'Grey has a colour: the white balance is wrong.', remedy: 'Set the white balance to the lamps of this desk, and mix no lamps of two colours.' },
  'golden.over-exposed': { message: 'White paper is burnt out.', remedy: 'Lower exposure or brightness, or dim the lamp.' },
  'golden.too-dark': { message: 'The picture is too dark.', remedy: 'Switch a lamp on, or raise the exposure.' },
  'golden.uneven-light': { message: 'The light is uneven: one side of the card is much darker.', remedy: 'Light the desk from two sides, and let nothing throw a shadow.' },
  'golden.bent': { message: 'Straight lines are bent in the picture.', remedy: 'Lay the card flat. If it stays, the lens is too wide: use another camera.' },
  'golden.noisy': { message: 'The picture is noisy.', remedy: 'Give it more light, so that the camera need not amplify.' },
  'golden.askew': { message: 'Too few edges of the card could be measured.', remedy: 'Lay the card straight, not turned by a few degrees, and larger in the picture.' },

  'scanner.missing': { message: 'The scanner is not connected.', remedy: 'Connect it and switch it on, or use the camera.' },
  'scanner.busy': { message: 'The scanner is busy.', remedy: 'Wait until it is ready, then try again.' },
  'scanner.warming-up': { message: 'The scanner is warming up.', remedy: 'Wait a moment, then try again.' },
  'scanner.jammed': { message: 'Paper is jammed in the scanner.', remedy: 'Remove the paper, then scan the pages that are missing.' },
  'scanner.double-feed': { message: 'The scanner took two sheets at once.', remedy: 'Separate the sheets, then scan the pages that are missing.' },
  'scanner.cover-open': { message: 'The scanner cover is open.', remedy: 'Close the cover, then try again.' },
  'scanner.no-paper': { message: 'There is no paper in the scanner.', remedy: 'Lay the document in, then try again.' },
  'scanner.denied': { message: 'The station may not use this scanner.', remedy: 'Ask your administrator to allow it.' },
  'scanner.locked': { message: 'The scanner is locked.', remedy: 'Open its transport lock, then try again.' },
  'scanner.connection': { message: 'The connection to the scanner broke.', remedy: 'Check cable and power, then scan the pages that are missing.' },
  'scanner.cancelled': { message: 'The scan was stopped at the scanner.', remedy: 'Scan again when you are ready.' },
  'scanner.settings': { message: 'The scanner does not take these settings.', remedy: 'Choose another resolution, paper or colour, then scan again.' },
  'scanner.unsupported': { message: 'The scanner cannot do this.', remedy: 'Choose another source or other settings, then scan again.' },
  'scanner.memory': { message: 'The scanner has no memory left.', remedy: 'Choose a lower resolution, or switch the scanner off and on.' },
  'scanner.attention': { message: 'The scanner asks for help on its own display.', remedy: 'Look at the scanner, do what it asks, then try again.' },
  'scanner.nonsense': { message: 'The scanner gave an answer that makes no sense.', remedy: 'Switch it off and on, then try again.' },
  'scanner.page-damaged': { message: 'The scanner sent a damaged page.', remedy: 'Scan this page again.' },
  'scanner.too-many': { message: 'More than {limit} pages were scanned. The first ones are kept.', remedy: 'Scan only the papers of this customer.' },
  'scanner.failed': { message: 'The scanner stopped.', remedy: 'Switch it off and on, then try again.' },
  'scanner.timeout': { message: 'The scanner does not answer.', remedy: 'Check the cable, switch it off and on, then try again.' },
  'scanner.program-missing': { message: 'The program for such scanners is not installed.', remedy: 'Ask your administrator to install it, or use the camera.' },
  'scanner.network-off': { message: 'Scanners on the network are switched off here.', remedy: 'Ask a supervisor to allow them under Devices.' },
  'scanner.address': { message: 'This is not an address of the local network.', remedy: 'Give the address of a scanner in this building.' },
  'scanner.too-many-addresses': { message: 'At most {limit} addresses can be kept.', remedy: 'Leave out those of scanners that announce themselves.' },
  'scanner.folder-missing': { message: 'The scan folder cannot be reached.', remedy: 'Check the network drive, then try again.' },
  'scanner.folder-empty': { message: 'No new scan came into the scan folder.', remedy: 'Press the scan button on the device, then try again.' },
  'scanner.folder-path': { message: 'This is not the whole path of a folder.', remedy: 'Type the path from its beginning, as C:\\Scans or /srv/scans.' },
  'scanner.folder-locked': { message: 'The station may not move files in the scan folder.', remedy: 'Ask your administrator for the right to change files there.' },

  'triage.too-many': { message: 'More than {most} papers were brought. The first {most} are looked at.', remedy: 'Remove those that are not needed, then bring the rest.' },

  'printer.none': { message: 'No printer is connected.', remedy: 'Connect one, or go on without: by its code, written by hand, or as a PDF where that is offered.' },
  'printer.failed': { message: 'The printer did not take the page.', remedy: 'Check cable and paper and print again, or go on without paper.' },
  'sheet.not-saved': { message: 'The page could not be saved there.', remedy: 'Choose another folder.' },

  'store.locked': { message: 'The station is locked.', remedy: 'A supervisor must unlock it with the passphrase.' },
  'store.wrong-key': { message: 'The stored records cannot be opened with this key.', remedy: 'Check the passphrase, or restore the key from the backup.' },
  'store.corrupt': { message: 'The record file is damaged. It was kept untouched.', remedy: 'Call support to restore the backup.' },
  'store.newer': { message: 'The records were written by a newer version of the station.', remedy: 'Install the newer version.' },
  'store.older': { message: 'The records were written by an older version of the station.', remedy: 'Start the station once with this version, then try again.' },
  'store.disk-full': { message: 'The disk is full. Nothing was confirmed.', remedy: 'Free some space, then confirm again.' },
  'store.failed': { message: 'The record could not be written. Nothing was confirmed.', remedy: 'Try again. If it happens again, call support.' },
  'store.not-found': { message: 'This record does not exist.', remedy: 'Go back to the list.' },
  'keyring.unavailable': { message: 'This computer has no safe place for the key.', remedy: 'Use a passphrase instead.' },
  'keyring.damaged': { message: 'The key file is damaged. It was kept untouched.', remedy: 'Restore the key file from the backup, or call support.' },
  'store.space-low': { message: 'Only {megabytes} MB are free on the disk.', remedy: 'Free some space soon. Records need it.' },
  'store.space-out': { message: 'Only {megabytes} MB are free on the disk. No new customer can be taken.', remedy: 'Finish the open cases, then free some space.' },
  'clock.set-back': { message: 'The clock was set back since the last record.', remedy: 'Correct date and time. If they are right, restart the station.' },
  'clock.moved': { message: 'The clock was put forward while the station ran.', remedy: 'Check date and time. If they are right, restart the station.' },
  'queue.long': { message: '{waiting} decisions wait to be sent to head office.', remedy: 'Check the network, or carry them there as a file (Sending).' },
  'queue.full': { message: '{waiting} decisions wait to be sent to head office. No new customer can be taken.', remedy: 'Connect the network, or have a supervisor carry them there as a file (Sending).' },
  'queue.old': { message: 'A decision has waited {days} days for head office.', remedy: 'Check the network, or carry it there as a file (Sending).' },
  'queue.too-old': { message: 'A decision has waited {days} days for head office. No new customer can be taken.', remedy: 'Connect the network, or have a supervisor carry it there as a file (Sending).' },
  'camera.below-baseline': { message: 'A camera of this desk shows less than it did when it was set up.', remedy: 'Open Devices, look at the golden card\'s figures, clean the lens or move the lamp, and show the card again.' },
  'camera.unfit': { message: 'A camera of this desk is too far off or too soft to read a document. No new customer can be taken.', remedy: 'Open Devices, mend it, show it the golden card again and accept; or choose another camera there.' },
  'camera.card-due': { message: 'The cameras have not been shown the golden card today.', remedy: 'Open Devices, show each camera the card and accept what is measured. It takes a minute.' },
  'camera.card-overdue': { message: 'The cameras were last shown the golden card {days} days ago. No new customer can be taken.', remedy: 'Open Devices, show each camera the card and accept what is measured. It takes a minute.' },

  'audit.conflict': { message: 'The audit trail does not fit what was kept of it. Records may have been put back or cut off.', remedy: 'Delete nothing. Have an auditor verify the trail.' },
  'audit.not-an-anchor': { message: 'This is no sound head or export of this station.', remedy: 'Choose a copy of its head file, or an earlier export that verifies.' },
  'audit.not-an-export': { message: 'This is no export of an audit trail.', remedy: 'Choose the station folder, or the file the station wrote.' },

  'retention.not-a-report': { message: 'This is no report of deletions.', remedy: 'Choose the station folder, or the file the station wrote.' },

  'setup.done-already': { message: 'The station is already set up.', remedy: 'Log in.' },
  'setup.needed': { message: 'The station is not set up yet.', remedy: 'Finish the set-up first.' },
  'operator.unknown': { message: 'Name or passphrase is wrong.', remedy: 'Check both and try again.' },
  'operator.wait': { message: 'Too many wrong attempts. Wait {seconds} seconds.', remedy: 'Then try again, or ask a supervisor.' },
  'operator.locked': { message: 'Too many wrong attempts. This name is locked.', remedy: 'Ask a supervisor to unlock it under Operators.' },
  'operator.disabled': { message: 'This operator may not log in any more.', remedy: 'Ask a supervisor.' },
  'operator.revoked': { message: 'Head office has withdrawn this operator. Nobody here can undo it.', remedy: 'Another operator logs in. If it is a mistake, call head office.' },
  'operator.revoked-last': { message: 'Head office has withdrawn the last supervisor of this station.', remedy: 'Add another supervisor under Operators now. The withdrawn one is then logged out.' },
  'operator.last-supervisor': { message: 'This is the last supervisor of the station.', remedy: 'Add another supervisor first.' },
  'visit.called': { message: 'A member of staff was called.', remedy: 'They go on with this case, or close it.' },
  'operator.not-allowed': { message: 'Your role does not allow this.', remedy: 'Ask a supervisor.' },
  'operator.name-taken': { message: 'There is already an operator with this name.', remedy: 'Choose another name.' },
  'operator.weak-passphrase': { message: 'The passphrase is too short.', remedy: 'Use at least {length} characters.' },
  'session.needed': { message: 'Nobody is logged in.', remedy: 'Log in first.' },
  'policy.invalid': { message: 'The policy file is not valid.', remedy: 'Ask your administrator for a correct one.' },
  'hub.address': { message: 'This is not the address of a hub.', remedy: 'Type the address as your head office gave it; it begins with https.' },
  'hub.unreachable': { message: 'The hub does not answer at this address.', remedy: 'Check the network cable and the address, then try again.' },
  'hub.other': { message: 'The hub code does not fit the hub at this address.', remedy: 'Ask head office to read the hub code out again. Do not go on with another one.' },
  'hub.needed': { message: 'This station is not connected to a hub yet.', remedy: 'A supervisor connects it on the screen Sending.' },
  'hub.revoked': { message: 'Head office has withdrawn this station. No new customer can be taken.', remedy: 'Finish the open cases, then call head office. What waits stays on this station.' },
  'hub.protocol': { message: 'The hub does not speak the language of this station.', remedy: 'Ask head office to update the hub.' },
  'hub.keys-missing': { message: 'The key file of this hub is not there, and its database belongs to that key.', remedy: 'Put keys.json back from its backup. Only if it is lost for ever: npm run hub -- new-identity.' },
  'hub.keys-other': { message: 'The key file belongs to another hub than the database.', remedy: 'Put the right keys.json into HUB_DIR, or name the right database.' },
  'hub.keys-damaged': { message: 'The key file of this hub cannot be read.', remedy: 'Put keys.json back from its backup.' },
  'hub.keys-there': { message: 'This hub has a key file.', remedy: 'A new identity is for a hub whose keys.json is lost. Nothing was changed.' },
  'hub.database-unsafe': { message: 'The database is set to confirm what a power cut may lose.', remedy: 'Set fsync = on and full_page_writes = on in postgresql.conf, then start the hub again.' },
  'backup.damaged': { message: 'This backup is damaged or not whole.', remedy: 'Choose an older one, or one on another disk.' },
  'backup.not-verified': { message: 'The backup was written, but what was read back is not the same.', remedy: 'Use another disk or stick. Earlier backups were kept.' },
  'backup.newer': { message: 'This backup was made by a newer version of the station.', remedy: 'Install that version, then restore it.' },
  'backup.other-station': { message: 'This backup belongs to another station.', remedy: 'Choose the folder that carries the name of this station.' },
  'backup.not-empty': { message: 'There are records of a station already. A restore writes over nothing.', remedy: 'Move the station folder away first, then restore.' },
  'backup.keys-missing': { message: 'The keys of some cases in this backup are missing.', remedy: 'Choose a backup on another disk. Nothing was restored.' },
  'backup.none': { message: 'There is no backup in this folder.', remedy: 'Type the path of the folder that the backups were written to.' },
  'backup.folder-path': { message: 'This is not the whole path of a folder.', remedy: 'Type the path from its beginning, as E:\\Backup or /media/backup.' },
  'backup.folder-missing': { message: 'The folder for backups cannot be reached.', remedy: 'Plug the disk or stick in again, or choose another folder under Retention.' },
  'backup.folder-failed': { message: 'The folder for backups cannot be written to.', remedy: 'Check that it is not damaged or write-protected, or choose another one.' },
  'backup.no-space': { message: 'There is too little space for a backup: {megabytes} MB are needed.', remedy: 'Free some space there, or choose another disk.' },
  'backup.old': { message: 'The last good backup is {days} days old.', remedy: 'A supervisor looks under Retention what is in its way.' },
  'backup.never': { message: 'No backup was made for {days} days.', remedy: 'A supervisor looks under Retention what is in its way.' },
  'backup.running': { message: 'A backup is being made.', remedy: 'Wait until it is done.' },
  'store.in-use': { message: 'Another program has the records open.', remedy: 'Close it, then try again.' },
  'key.changing': { message: 'The station is getting a new key. Nobody is served meanwhile.', remedy: 'Wait until it is done. Do not switch the computer off.' },
  'case.incomplete': { message: 'The case is not complete.', remedy: 'Finish the missing step.' },
  'case.closed': { message: 'This case is already closed.', remedy: 'Start a new customer.' },
  'case.own': { message: 'The customer has your name. Staff cannot verify themselves.', remedy: 'Hand over to another member of staff (Switch).' },
  'review.not-a-second': { message: 'The second person must be a supervisor who did not serve this case.', remedy: 'Ask another supervisor.' },
  'review.passphrase-given': { message: 'The second person and somebody of this case share a passphrase: one was given theirs by the other.', remedy: 'Who was given one logs in and chooses a passphrase of their own. Then decide.' },
  'review.closed': { message: 'This case cannot be decided otherwise here.', remedy: 'Escalate it as your bank prescribes.' },
  'appeal.not-a-pack': { message: 'This is no appeal pack of a station.', remedy: 'Choose the file the station wrote, whole and unchanged.' },
  'appeal.wrong-passphrase': { message: 'The pack does not open with this passphrase.', remedy: 'Ask who made it for the passphrase. A damaged file does not open either.' },
  'station.unavailable': { message: 'The station process is restarting.', remedy: 'Wait a moment. Nothing is lost.' },
} as const satisfies Record<string, { message: string; remedy: string }>;

export type ErrorCode = keyof typeof errorTexts;
export type ErrorValues = Record<string, string | number>;

export const errorCodes = Object.keys(errorTexts) as ErrorCode[];

/** The only error that crosses a border. `message` is the code: nothing in it can leak. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly values: ErrorValues;
  constructor(code: ErrorCode, values: ErrorValues = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'CodedError';
    this.code = code;
    this.values = values;
  }
}

/** Any thrown thing as a coded error; what is foreign becomes `fallback`. */
export function toCodedError(thrown: unknown, fallback: ErrorCode = 'internal'): CodedError {
  return thrown instanceof CodedError ? thrown : new CodedError(fallback, {}, { cause: thrown });
}
