/** Words around names on papers: titles, companies, households, maiden names, short forms. Capitals as `fold` writes them. Collected by hand. */

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

export const titles = set(`PAN PANI PANSTWO FRU BAY BAYAN SAYIN DOMNUL DOAMNA ΚΥΡΙΟΣ ΚΥΡΙΑ ΚΟΣ MR MRS MS MISS MX MSTR SIR DAME LADY LORD REV FR DR PROF MAJ CAPT COL HON MONSIEUR MADAME MADEMOISELLE M MM MME MMES MLLE MLLES MAITRE ME HERR HERRN FRAU FRL DIPL ING DIPL-ING MAG SENOR SENORA SENORITA SR SRA SRES SRAS SRTA D DNA DON DONA
  SENHOR SENHORA EXMO EXMA EXCELENTISSIMO DOUTOR DOUTORA ENG ENGA SIG SIGG SIGRA SIGNOR SIGNORA SIGNORE SPETT GENT GENTILE EGR EGREGIO SIGRE SIGRI SPETTLE GENTLE GENTMA GENTMO PROFSSA DOTT DOTTSSA DOTTORE AVV GEOM RAG DHR MEVR MEVROUW HEER FAMILIE FAMILY FAM FAMILLE FAMILIA FAMIGLIA HOUSEHOLD EHELEUTE THE`);
/** Those that nothing but a person's name follows; no name, heading or booking word is spelled like them. */
export const spokenTitles = set('MR MRS MS MISS MX MONSIEUR MADAME MADEMOISELLE MME MLLE HERR HERRN FRAU SENOR SENORA SENORITA SRTA SENHOR SENHORA SIGNOR SIGNORA SIG SIGRA DHR MEVR MEVROUW');
/** Behind the name. */
export const credentials = set('BA BSC MSC MBA PHD MD ESQ OBE MBE');
/** Titles whose end is written behind a point: Sig.ra, Dott.ssa. */
export const pointedTitle = /\b(sig|dott|spett|gent|prof)\.(ra|ri|re|ssa|le|ma|mo)\b/gi;
/** Titles that name a household: with them a surname alone is said of several people. */
export const householdTitles = set('FAMILIE FAMILY FAM FAMILLE FAMILIA FAMIGLIA HOUSEHOLD SIGG MM SRES EHELEUTE');
/** Behind the name: of two of one name, which. */
export const generations = set('JR JNR JUNIOR SR SNR SENIOR II III IV FILHO NETO');
const sameGeneration: Readonly<Record<string, string>> = { JNR: 'JR', JUNIOR: 'JR', SNR: 'SR', SENIOR: 'SR' };
export const generationOf = (word: string): string => sameGeneration[word] ?? word;

/** Legal forms: what bears one is no person. */
const legalForms = set('LTD LIMITED PLC LLP LLC INC INCORPORATED CORP CORPORATION COMPANY GMBH OHG KGAA SARL SASU EURL SNC SLU SLL LDA LTDA UNIPESSOAL SRL SRLS SPA SAPA BV NV PTY PTE SDN BHD APS KFT SRO DOO OOO');
/** Those that are surnames and initials as well, so they count with their points only. */
const pointedForms = /(?:^|\s)(?:S\.\s?A\.|S\.\s?L\.|A\.\s?G\.|S\.\s?A\.\s?S\.|e\. ?K\.|e\. ?V\.)/u;

/** @param isBorne words that are the holder's own name: Kim Doo Hwan */
export const isCompany = (line: string, isBorne: (word: string) => boolean = () => false): boolean =>
  pointedForms.test(line) || line.replaceAll('.', '').split(/[\s,()]+/).some((w) => legalForms.has(w.toUpperCase()) && !/^\p{Ll}+$/u.test(w) && !isBorne(w));

/** Dropped and put in freely in Spain, Portugal and Latin America. */
export const looseParticles = set('DE DA DO DOS DAS E Y DEL LA LAS LOS');

/** The person stands before (somebody else's door) or after (within a house). */
export const careOf = /\s*(?:\bc\/o\b|\bcare of\b|\bp\/a\b|\bchez\b|\bpresso\b|\ba\/c de\b|\baos cuidados de\b|\bt\/as?\b|\btrading as\b)\s*.*$/i;
export const attention = /^.*?\b(?:attn|att|z\. ?hd|zu h[aä]nden|f\.?a\.?o|à l'attention de|a la atenci[oó]n de|all'attenzione di|alla c\.a\.|ao cuidado de)\b[.: ]*/i;
/** What follows is a name by birth or by marriage. */
export const bornAs = /[\s,(]+(?:née?|nee|geb(?:orene?)?|nata|nato|nacid[ao]|épouse|ep|ép|verh)(?:\.|:)?\s+/i;
/** Two people on one line. Words that Spanish and Portuguese surnames hold themselves part only what is whole on either side. */
export const andWord = /\s+(?:&|\+|and|und|et|og|och|en)\s+/i;
/** No word at all, so never part of a name. */
export const andSign = /\s+[&+]\s+/;
export const looseAndWord = /\s+(?:y|e|i)\s+/i;

/** A given name, then what it is shortened to. */
const shortForms: readonly string[] = `WILLIAM BILL BILLY WILL WM LIAM,ROBERT BOB ROB BOBBY,RICHARD RICK DICK RICH,JAMES JIM JIMMY JAMIE JAS,JOHN JACK JOHNNY JNO,MICHAEL MIKE MICK MICHA,THOMAS TOM TOMMY THOS,JOSEPH JOE JOS,CHARLES CHARLIE CHAS CHUCK,EDWARD ED EDDIE TED,GEORGE GEO,
ALEXANDER ALEX SASCHA,ALEXANDRA ALEX SANDRA,ALEXANDRE ALEX,ELIZABETH LIZ BETH BETTY LIZZIE ELIZA,ELISABETH LISA ELSE LISBETH,MARGARET MAGGIE PEGGY MEG,MARGARETE GRETE GRETA,KATHERINE KATE KATHY KATIE,CATHERINE CATHY KATE CATH,KATHARINA KATJA KATI,JENNIFER JEN JENNY,SUSAN SUE,PATRICIA PAT TRICIA,PATRICK PAT PADDY,
ANTHONY TONY,ANDREW ANDY DREW,DANIEL DAN DANNY,DAVID DAVE,STEPHEN STEVE,STEVEN STEVE,CHRISTOPHER CHRIS,CHRISTOPHE CHRIS,CHRISTIAN CHRIS,CHRISTINE CHRIS TINA,CHRISTINA CHRIS TINA,NICHOLAS NICK,NICOLAS NICO,MATTHEW MATT,SAMUEL SAM,SAMANTHA SAM,BENJAMIN BEN,TIMOTHY TIM,GREGORY GREG,JONATHAN JON,PETER PETE,PHILIP PHIL,PHILIPPE PHIL,
REBECCA BECKY,VICTORIA VICKY,DEBORAH DEBBIE,JACQUELINE JACKIE,FREDERICK FRED,FREDERIC FRED,JOHANNES HANS JOHANN,MAXIMILIAN MAX,FRIEDRICH FRITZ,WILHELM WILLI,HEINRICH HEINZ,SEBASTIAN BASTI,JOSEF SEPP,FRANCISCO PACO FCO CHICO,JOSE PEPE ZE,MARIA MA,DOLORES LOLA,ENRIQUE QUIQUE,MANUEL MANOLO,IGNACIO NACHO,GUADALUPE LUPE,ROBERTO BETO,
GIUSEPPE BEPPE PEPPE,FRANCESCO CESCO,GIOVANNI GIANNI,LUIGI GIGI,DOMENICO MIMMO,VINCENZO ENZO`.split(/,\s*/);
const fullForms = new Map<string, string[]>();
for (const line of shortForms) {
  const [full, ...shorts] = line.split(' ') as [string, ...string[]];
  for (const short of shorts) fullForms.set(short, [...(fullForms.get(short) ?? []), full]);
}

/** One is a usual short form of the other. */
export const isShortForm = (a: string, b: string): boolean => (fullForms.get(a)?.includes(b) ?? false) || (fullForms.get(b)?.includes(a) ?? false);
