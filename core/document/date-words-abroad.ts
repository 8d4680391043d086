/**
 * Labels of dates in languages whose pages are not told apart (page-language.ts): a label found here counts, one that is not found says nothing.
 * Words for the particulars of an invoice as in the national texts of Directive 2006/112/EC, article 226, beside those that suppliers print.
 */
import { fold } from './phrases.ts';
import type { CueList } from './date-roles.ts';

/** As labels are compared: capitals without accents, no hyphens. */
export const listOf = (text: string): string[] => text.split(',').map((p) => fold(p).replaceAll(/[#+-]/g, ' ')).filter(Boolean);

// Order of languages: Polish, Czech and Slovak, Swedish, Danish and Norwegian, Turkish, Greek, Romanian, Hungarian.
export const cuesAbroad: readonly CueList[] = [
  { role: 'issue', phrases: listOf(`Data wystawienia, Data wystawienia faktury, Wystawiono, Wystawiono dnia, Data faktury, Data wyciągu, Data sporządzenia, Faktura z dnia, Datum vystavení, Datum vystavení faktury, Vystaveno, Vystaveno dne, Dátum vystavenia, Dátum vyhotovenia, Vystavené dňa,
    Fakturadatum, Fakturans datum, Utställd, Utfärdad, Utfärdandedatum, Fakturadato, Udstedt, Udstedelsesdato, Utstedt, Utstedelsesdato, Fatura tarihi, Düzenleme tarihi, Düzenlenme tarihi, Tanzim tarihi, Hesap kesim tarihi,
    Ημερομηνία έκδοσης, Ημ/νία έκδοσης, Ημ. έκδοσης, Ημερομηνία έκδοσης λογαριασμού, Ημερομηνία τιμολογίου, Ημερομηνία λογαριασμού, Data emiterii, Data emiterii facturii, Data emitere, Data facturii, Data facturării, Emisă la, Emis la, Számla kelte, Kelt, Kiállítás dátuma, Kiállítás kelte, Számla dátuma, Kiállítva`) },
  { role: 'issue', weak: true, phrases: listOf('Dato, Dátum, Tarih, Tarihi, Ημερομηνία, Ημ/νία') },
  { role: 'period', phrases: listOf('Okres rozliczeniowy, Za okres, Okres, Zúčtovací období, Fakturační období, Období, Zúčtovacie obdobie, Fakturačné obdobie, Fakturaperiod, Avser perioden, Avser period, Fakturaperiode, Afregningsperiode, Avregningsperiode, Fatura dönemi, Dönem, Περίοδος, Περίοδος κατανάλωσης, Περίοδος χρέωσης, Perioada de facturare, Perioada facturată, Perioada, Elszámolási időszak, Számlázási időszak, Időszak') },
  { role: 'due', phrases: listOf(`Termin płatności, Termin zapłaty, Płatne do, Płatność do, Zapłać do, Do zapłaty do, Data płatności, Splatnost, Datum splatnosti, Datum splatnosti faktury, Splatné do, Splatno dne, Dátum splatnosti, Splatnosť, Förfallodatum, Förfallodag, Förfaller, Förfaller den, Betalas senast, Att betala senast, Oss tillhanda senast, Sista betalningsdag,
    Forfaldsdato, Forfaldsdag, Forfalder, Betalingsdato, Betalingsfrist, Sidste rettidige betaling, Sidste rettidige betalingsdag, Betales senest, Forfallsdato, Forfall, Betales innen, Son ödeme tarihi, Son ödeme, Vade tarihi, Vade, Ödeme tarihi, Ημερομηνία λήξης, Ημ/νία λήξης, Λήξη προθεσμίας, Λήξη, Πληρωτέο έως, Πληρωμή έως, Εξόφληση έως, Ημερομηνία πληρωμής,
    Scadență, Scadenta, Data scadenței, Data scadentă, Scadent la, Termen de plată, Data plății, Fizetési határidő, Befizetési határidő, Esedékesség, Esedékes`) },
  { role: 'birth', phrases: listOf('Data urodzenia, Urodzony, Urodzona, Ur, Datum narození, Narozen, Narozena, Dátum narodenia, Narodený, Narodená, Födelsedatum, Född, Fødselsdato, Født, Fødselsdag, Doğum tarihi, Ημερομηνία γέννησης, Ημ/νία γέννησης, Data nașterii, Data nasterii, Născut la, Születési idő, Születési dátum, Született') },
  { role: 'printed', phrases: listOf('Data wydruku, Wydrukowano, Datum tisku, Vytištěno, Utskriftsdatum, Utskriven, Udskrevet, Udskriftsdato, Utskriftsdato, Baskı tarihi, Yazdırma tarihi, Ημερομηνία εκτύπωσης, Data tipăririi, Nyomtatva, Nyomtatás dátuma') },
  { role: 'reading', phrases: listOf('Data odczytu, Odczyt, Datum odečtu, Odečet, Dátum odpočtu, Avläsningsdatum, Avläsning, Aflæsning, Aflæsningsdato, Avlesning, Avlesningsdato, İlk okuma tarihi, Son okuma tarihi, Okuma tarihi, Ημερομηνία ένδειξης, Data citirii, Leolvasás, Leolvasás dátuma') },
  { role: 'other', phrases: listOf(`Data sprzedaży, Data dostawy, Data wykonania usługi, Data zawarcia umowy, Umowa z dnia, Data umowy, Koniec umowy, Umowa do, Datum uskutečnění zdanitelného plnění, Datum zdanitelného plnění, DUZP, Datum smlouvy, Konec smlouvy, Platnost do, Dátum dodania, Leveransdatum, Avtalsdatum, Avtalet upphör, Kund sedan, Leveringsdato, Kontraktdato, Avtaledato, Aftaledato,
    Sözleşme tarihi, Teslim tarihi, Ημερομηνία σύμβασης, Λήξη σύμβασης, Data livrării, Data contractului, Teljesítés, Teljesítés dátuma, Teljesítés kelte, Teljesítés időpontja, Szerződés kelte, Szerződés dátuma`) },
];
