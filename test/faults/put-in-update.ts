/** A process to be killed: puts an update in. Words: root, file, key. */
import path from 'node:path';
import { obeyUpdateOrder } from '../../electron/update/command.ts';

const [root, file, keyFile] = process.argv.slice(2) as [string, string, string];
process.exitCode = await obeyUpdateOrder({ do: 'install', file, into: null }, { execPath: path.join(root, 'versions/0.0.1/vestibule'), keyFile, words: [] }, {
  line: (text) => void process.stdout.write(`${text}\n`), fault: (text) => void process.stderr.write(`${text}\n`),
});
