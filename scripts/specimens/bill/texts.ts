/** What papers say in six languages, by kind. Invented issuers; words as such papers use them. */
import type { ProofClass } from '../../../core/document/proof-words.ts';
import type { BillLanguage } from './lands.ts';

export type BillClass = Extract<ProofClass, 'utility-bill' | 'telecom-bill' | 'bank-statement' | 'tax-letter' | 'lease' | 'insurance' | 'payslip'>;
export type OtherClass = Extract<ProofClass, 'receipt' | 'invoice' | 'screenshot' | 'business-card' | 'identity-document'>;

/** `title`s: one is taken; `rows`: what stands in the body; `sender`: name of the issuer. */
export type ClassText = { sender: readonly string[]; titles: readonly string[]; rows: readonly string[] };
export type Words = {
  number: string; issue: readonly string[]; due: readonly string[]; period: readonly string[]; to: string; birth: string; printed: string; total: string; dear: string; holder: string; supply: string; letterPlace(city: string): string; office: string; phone: string; page: string;
  classes: Readonly<Record<BillClass, ClassText>>;
  others: Readonly<Record<OtherClass, readonly string[]>>;
};

const t = (sender: string, titles: string, rows: string): ClassText => ({ sender: sender.split('|'), titles: titles.split('|'), rows: rows.split('|') });

export const texts: Readonly<Record<BillLanguage, Words>> = {
  en: {
    number: 'Account number', issue: ['Invoice date', 'Bill date', 'Date of issue', 'Statement date', 'Date'], due: ['Due date', 'Please pay by', 'Payment due'], period: ['Billing period', 'Period covered'], to: 'to', birth: 'Date of birth', printed: 'Printed on', total: 'Total due', dear: 'Dear customer, thank you for being with us.', holder: 'Account holder', supply: 'Supply address', letterPlace: () => '', office: 'Registered office', phone: 'Tel.', page: 'Page 1 of 2',
    classes: {
      'utility-bill': t('Northmoor Energy Ltd|Greenvale Water plc|Brightside Power Ltd', 'Your electricity bill|Your energy bill|Water bill|Your gas and electricity statement', 'Meter number S18 44 210|Previous reading 10221|Current reading 10561|Energy used 340 kWh|Standing charge 31 days|Unit rate 28.6p per kWh'),
      'telecom-bill': t('Larkphone Ltd|Hilltop Broadband Ltd', 'Your phone bill|Your broadband bill|Monthly mobile bill', 'Line rental|Broadband unlimited|Calls to mobiles|Data usage 12 GB|Text messages'),
      'bank-statement': t('Fernbank Building Society|Oldbridge Bank plc', 'Your statement|Current account statement|Statement of account', 'Opening balance|Card payment Mill Stores|Direct debit Northmoor|Salary paid in|Closing balance|Sort code 00-11-22'),
      'tax-letter': t('Westmere Borough Council|Revenue Office Westmere', 'Council Tax bill|Income tax notice of assessment', 'Property band D|Tax year|Amount to pay|Taxpayer reference 44 120'),
      lease: t('Hollins Lettings Ltd|Parkside Properties Ltd', 'Assured shorthold tenancy agreement|Tenancy agreement', 'Landlord and tenant agree as follows|Rent payable monthly|Deposit held by a scheme|The premises'),
      insurance: t('Harbour Mutual Insurance Ltd|Swallow Insurance plc', 'Home insurance policy schedule|Certificate of insurance', 'Policy number HM 22 4410|Sum insured 45,000|Annual premium 180.00|Excess 250.00'),
      payslip: t('Kestrel Logistics Ltd|Brook Mills Ltd', 'Payslip|Pay advice', 'Gross pay 2,410.00|National insurance 160.00|Tax code 1257L|Net pay 1,940.00|Employee number 112'),
    },
    others: {
      receipt: ['North Market', 'Sales receipt', 'Cashier 12', 'Bread 1.20', 'Milk 0.95', 'Subtotal 2.15', 'Cash 5.00', 'Change 2.85', 'Thank you for shopping'], invoice: ['Tool Barn Ltd', 'INVOICE', 'Invoice number 2281', 'Bill to', 'Ship to', 'Quantity', 'Unit price', 'Description', 'Hammer', 'Subtotal 45.00', 'Total 54.00'],
      screenshot: ['9:41    5G    82%', 'Accounts', 'Search', 'Settings', 'Transactions', 'Today', 'Mill Stores -12.00', 'Menu', 'Back'], 'business-card': ['Alice Hartwell', 'Sales Director', 'Tool Barn Ltd', 'Tel. 0100 220 441', 'alice@toolbarn.example', 'www.toolbarn.example'], 'identity-document': ['UNITED KINGDOM OF UTOPIA', 'DRIVING LICENCE', '1. HARTWELL', '2. ALICE', '3. 14.07.1981 UTOPIA', '4a. 01.02.2020', '4b. 31.01.2030', '5. HARTW807141A99'],
    },
  },
  fr: {
    number: 'Numéro de client', issue: ['Date de facture', 'Date d’émission', 'Émis le', 'Date'], due: ['À payer avant le', 'Date limite de paiement', 'Échéance'], period: ['Période', 'Période de facturation'], to: 'au', birth: 'Né(e) le', printed: 'Imprimé le', total: 'Total TTC', dear: 'Madame, Monsieur, veuillez trouver votre document.', holder: 'Titulaire du contrat', supply: 'Lieu de consommation', letterPlace: (c) => `${c}, le `, office: 'Siège social', phone: 'Tél.', page: 'Page 1/2',
    classes: {
      'utility-bill': t('Lumina Énergie SA|Eaux du Vallon SARL', 'Votre facture d’électricité|Facture d’eau|Facture de gaz', 'Compteur n° 14 221|Ancien index 10221|Nouvel index 10561|Consommation 340 kWh|Abonnement|Point de livraison 1410'),
      'telecom-bill': t('Mobilune SAS|Fibranet SARL', 'Votre facture mobile|Facture internet', 'Forfait 80 Go|Appels vers mobiles|Hors forfait|Fibre optique'),
      'bank-statement': t('Banque du Vallon|Crédit Rivage SA', 'Relevé de compte|Extrait de compte', 'Ancien solde|Virement reçu|Prélèvement SEPA|Carte marché|Nouveau solde|Code guichet 0011'),
      'tax-letter': t('Centre des finances publiques|Trésor public de Valdor', 'Avis d’impôt sur le revenu|Avis de taxe foncière', 'Revenu fiscal de référence|Numéro fiscal 30 11|Montant à payer'),
      lease: t('Agence Belvédère SARL|Immobilier du Parc SAS', 'Contrat de location|Quittance de loyer', 'Le bailleur et le locataire|Loyer mensuel|Dépôt de garantie|Charges locatives'),
      insurance: t('Mutuelle du Rivage|Assurances Hirondelle SA', 'Attestation d’assurance habitation|Contrat d’assurance', 'Cotisation annuelle|Garanties|Franchise|L’assuré'),
      payslip: t('Transports Milan SARL|Ateliers du Moulin SAS', 'Bulletin de paie|Bulletin de salaire', 'Salaire brut 2 410,00|Cotisations|Net à payer 1 940,00|Employeur|Congés payés'),
    },
    others: {
      receipt: ['Supérette du Nord', 'Ticket de caisse', 'Pain 1,20', 'Lait 0,95', 'Total 2,15', 'Espèces 5,00', 'Rendu 2,85', 'Merci de votre visite'], invoice: ['Quincaillerie du Pont SARL', 'FACTURE', 'Bon de commande 22', 'Quantité', 'Prix unitaire', 'Désignation', 'Marteau', 'Remise', 'Total 54,00'],
      screenshot: ['9:41    4G    82%', 'Comptes', 'Rechercher', 'Paramètres', 'Annuler', 'Menu', 'Wi-Fi', 'Notifications'], 'business-card': ['Amélie Laurent', 'Directeur commercial', 'Quincaillerie du Pont', 'Tél. 01 00 22 04 41', 'amelie@pont.example', 'www.pont.example'], 'identity-document': ['RÉPUBLIQUE D’UTOPIE', 'CARTE NATIONALE D’IDENTITÉ', 'Nom', 'LAURENT', 'Prénoms', 'AMÉLIE', 'Date de naissance 14.07.1981', 'Nationalité', 'Date d’expiration 31.01.2030'],
    },
  },
  de: {
    number: 'Kundennummer', issue: ['Rechnungsdatum', 'Datum', 'Ausstellungsdatum', 'Erstellt am'], due: ['Fällig am', 'Zahlbar bis', 'Wird abgebucht am'], period: ['Abrechnungszeitraum', 'Zeitraum'], to: 'bis', birth: 'Geburtsdatum', printed: 'Gedruckt am', total: 'Rechnungsbetrag', dear: 'Sehr geehrte Damen und Herren, vielen Dank für Ihr Vertrauen.', holder: 'Vertragspartner', supply: 'Lieferanschrift', letterPlace: (c) => `${c}, den `, office: 'Sitz der Gesellschaft', phone: 'Telefon', page: 'Seite 1 von 2',
    classes: {
      'utility-bill': t('Stadtwerke Neuhafen GmbH|Lichtstrom AG', 'Ihre Stromrechnung|Wasserrechnung|Jahresabrechnung Strom', 'Zählernummer 14 221|Zählerstand alt 10221|Zählerstand neu 10561|Verbrauch 340 kWh|Grundpreis|Arbeitspreis'),
      'telecom-bill': t('Rundfunk Nord GmbH|Lerche Mobil GmbH', 'Mobilfunkrechnung|Ihre Telefonrechnung', 'Rufnummer|Flatrate|Datenvolumen 20 GB|Verbindungen ins Festnetz'),
      'bank-statement': t('Sparkasse Neuhafen|Altbrücker Bank AG', 'Kontoauszug|Kontoauszug Girokonto', 'Alter Kontostand|Lastschrift Stadtwerke|Überweisung|Gehalt|Neuer Kontostand'),
      'tax-letter': t('Finanzamt Neuhafen|Steuerverwaltung Neuhafen', 'Einkommensteuerbescheid|Grundsteuerbescheid', 'Steuernummer 12/345|Festsetzung|Zu versteuerndes Einkommen'),
      lease: t('Hausverwaltung Parkblick GmbH|Wohnbau Linde GmbH', 'Mietvertrag über Wohnraum|Mietvertrag', 'Vermieter und Mieter|Kaltmiete 800,00|Nebenkosten|Kaution'),
      insurance: t('Hafen Versicherung AG|Schwalbe Versicherung AG', 'Versicherungsschein|Beitragsrechnung Hausratversicherung', 'Versicherungsnehmer|Beitrag jährlich|Versicherungssumme|Selbstbeteiligung'),
      payslip: t('Falke Logistik GmbH|Mühlenwerke GmbH', 'Gehaltsabrechnung|Entgeltabrechnung', 'Brutto 2.410,00|Lohnsteuer 160,00|Steuerklasse 1|Netto 1.940,00|Personalnummer 112'),
    },
    others: {
      receipt: ['Nordmarkt', 'Kassenbon', 'Brot 1,20', 'Milch 0,95', 'Summe 2,15', 'Bar 5,00', 'Rückgeld 2,85', 'MwSt 7 %'], invoice: ['Werkzeug Brand GmbH', 'RECHNUNG', 'Lieferschein 22', 'Menge', 'Einzelpreis', 'Artikel', 'Hammer', 'Versandkosten 4,90', 'Rabatt'],
      screenshot: ['9:41    LTE    82%', 'Konten', 'Suchen', 'Einstellungen', 'Abbrechen', 'WLAN', 'Menu', 'Account', 'App'], 'business-card': ['Sabine Lindner', 'Leiter Verkauf', 'Werkzeug Brand', 'Telefon 0100 22041', 'lindner@brand.example', 'www.brand.example'], 'identity-document': ['BUNDESREPUBLIK UTOPIA', 'PERSONALAUSWEIS', 'Name', 'LINDNER', 'Vornamen', 'SABINE', 'Geburtsdatum 14.07.1981', 'Staatsangehörigkeit', 'Gültig bis 31.01.2030'],
    },
  },
  es: {
    number: 'Número de cliente', issue: ['Fecha de factura', 'Fecha de emisión', 'Emitida el', 'Fecha'], due: ['Fecha de vencimiento', 'Fecha límite de pago', 'Fecha de cargo'], period: ['Periodo de facturación', 'Periodo'], to: 'al', birth: 'Fecha de nacimiento', printed: 'Impreso el', total: 'Total a pagar', dear: 'Estimado cliente, le agradecemos su confianza.', holder: 'Titular', supply: 'Dirección de suministro', letterPlace: (c) => `${c}, a `, office: 'Domicilio social', phone: 'Tel.', page: 'Página 1 de 2',
    classes: {
      'utility-bill': t('Luzclara S.A.|Aguas del Valle S.L.', 'Factura de electricidad|Factura de la luz|Factura de agua', 'Contador 14 221|Lectura anterior 10221|Lectura actual 10561|Consumo 340 kWh|Potencia contratada 3,45 kW|CUPS 0021'),
      'telecom-bill': t('Alondra Móvil S.A.|Fibrasol S.L.', 'Factura móvil|Factura de telecomunicaciones', 'Línea móvil|Llamadas|Datos 20 GB|Fibra 600 Mb'),
      'bank-statement': t('Banco del Puerto S.A.|Caja Ribera', 'Extracto de cuenta|Extracto bancario', 'Saldo anterior|Transferencia recibida|Cargo luz|Fecha valor|Saldo final'),
      'tax-letter': t('Hacienda de Villaclara|Ayuntamiento de Villaclara', 'Impuesto sobre bienes inmuebles|Liquidación provisional del impuesto sobre la renta', 'Referencia catastral|Base imponible|Contribuyente'),
      lease: t('Inmobiliaria Mirador S.L.|Alquileres del Parque S.L.', 'Contrato de arrendamiento de vivienda|Contrato de alquiler', 'Arrendador y arrendatario|Renta mensual|Fianza'),
      insurance: t('Seguros del Puerto S.A.|Mutua Golondrina', 'Póliza de seguro de hogar|Certificado de seguro', 'Tomador|Prima anual|Coberturas|Capital asegurado'),
      payslip: t('Transportes Halcón S.L.|Molinos del Sur S.A.', 'Nómina|Recibo de salarios', 'Salario base 1.410,00|Devengos|Deducciones|IRPF|Líquido a percibir'),
    },
    others: {
      receipt: ['Mercado del Norte', 'Factura simplificada', 'Pan 1,20', 'Leche 0,95', 'Total 2,15', 'Efectivo 5,00', 'Cambio 2,85', 'Gracias por su visita'], invoice: ['Ferretería del Puente S.L.', 'FACTURA', 'Pedido 22', 'Cantidad', 'Precio unitario', 'Descripción', 'Martillo', 'Descuento', 'Albarán 9'],
      screenshot: ['9:41    4G    82%', 'Cuentas', 'Buscar', 'Ajustes', 'Cancelar', 'Wi-Fi', 'Menu', 'App'], 'business-card': ['Lucía Romero', 'Gerente', 'Ferretería del Puente', 'Tel. 910 022 041', 'lucia@puente.example', 'www.puente.example'], 'identity-document': ['REINO DE UTOPÍA', 'DOCUMENTO NACIONAL DE IDENTIDAD', 'Apellidos', 'ROMERO VIDAL', 'Nombre', 'LUCÍA', 'Fecha de nacimiento 14 07 1981', 'Nacionalidad', 'Sexo F', 'Validez 31 01 2030'],
    },
  },
  pt: {
    number: 'Número de cliente', issue: ['Data da fatura', 'Data de emissão', 'Emitida em', 'Data'], due: ['Data limite de pagamento', 'Vencimento', 'Pagar até'], period: ['Período de faturação', 'Período'], to: 'a', birth: 'Data de nascimento', printed: 'Impresso em', total: 'Total a pagar', dear: 'Estimado cliente, agradecemos a sua preferência.', holder: 'Titular do contrato', supply: 'Morada de fornecimento', letterPlace: (c) => `${c}, `, office: 'Sede', phone: 'Tel.', page: 'Página 1 de 2',
    classes: {
      'utility-bill': t('Luzviva Lda|Águas da Serra S.A.', 'Fatura de eletricidade|Fatura de água|Conta de luz', 'Contador 14 221|Leitura anterior 10221|Leitura atual 10561|Consumo 340 kWh|Potência contratada|Local de consumo'),
      'telecom-bill': t('Cotovia Móvel S.A.|Fibramar Lda', 'Fatura de telecomunicações|Fatura de comunicações', 'Chamadas nacionais|Pacote TV e Internet|Telemóvel|Dados 20 GB'),
      'bank-statement': t('Banco do Cais S.A.|Caixa Ribeira', 'Extrato de conta|Extrato bancário', 'Saldo inicial|Transferência recebida|Débito direto|Data valor|Saldo final'),
      'tax-letter': t('Autoridade Tributária de Vila Clara|Repartição de Finanças', 'Imposto municipal sobre imóveis|Demonstração de liquidação', 'Valor patrimonial|Contribuinte 200 110|Coleta'),
      lease: t('Imobiliária Miradouro Lda|Arrendamentos do Parque Lda', 'Contrato de arrendamento|Recibo de renda', 'Senhorio e inquilino|Renda mensal|Caução'),
      insurance: t('Seguros do Cais S.A.|Andorinha Seguros S.A.', 'Apólice de seguro|Seguro multirriscos habitação', 'Tomador do seguro|Prémio anual|Coberturas|Capital seguro'),
      payslip: t('Transportes Falcão Lda|Moinhos do Sul S.A.', 'Recibo de vencimento|Recibo de remunerações', 'Vencimento base 1.410,00|Descontos|Subsídio de alimentação|Líquido a receber'),
    },
    others: {
      receipt: ['Mercado do Norte', 'Fatura simplificada', 'Pão 1,20', 'Leite 0,95', 'Total 2,15', 'Multibanco', 'Troco 2,85', 'Obrigado pela visita'], invoice: ['Ferragens da Ponte Lda', 'FATURA', 'Encomenda 22', 'Quantidade', 'Preço unitário', 'Descrição', 'Martelo', 'Guia de remessa 9', 'Artigo'],
      screenshot: ['9:41    4G    82%', 'Contas', 'Search', 'Settings', 'Cancelar', 'Wi-Fi', 'Menu', 'App'], 'business-card': ['Inês Carvalho', 'Diretor comercial', 'Ferragens da Ponte', 'Tel. 210 022 041', 'ines@ponte.example', 'www.ponte.example'], 'identity-document': ['REPÚBLICA DE UTOPIA', 'CARTÃO DE CIDADÃO', 'Apelidos', 'CARVALHO NUNES', 'Nomes', 'INÊS', 'Data de nascimento 14 07 1981', 'Nacionalidade', 'Data de validade 31 01 2030'],
    },
  },
  it: {
    number: 'Codice cliente', issue: ['Data fattura', 'Data di emissione', 'Emessa il', 'Data'], due: ['Scadenza', 'Da pagare entro il', 'Data scadenza'], period: ['Periodo di fatturazione', 'Periodo'], to: 'al', birth: 'Data di nascita', printed: 'Stampato il', total: 'Totale da pagare', dear: 'Gentile cliente, la ringraziamo per la fiducia.', holder: 'Intestatario', supply: 'Indirizzo di fornitura', letterPlace: (c) => `${c}, `, office: 'Sede legale', phone: 'Tel.', page: 'Pagina 1 di 2',
    classes: {
      'utility-bill': t('Luceviva S.p.A.|Acque del Colle Srl', 'Bolletta luce|Bolletta dell’energia elettrica|Bolletta acqua', 'POD IT001E14|Lettura precedente 10221|Lettura attuale 10561|Consumi 340 kWh|Potenza impegnata 3 kW|Spesa per la materia energia'),
      'telecom-bill': t('Allodola Mobile S.p.A.|Fibracolle Srl', 'Fattura telefonica|Bolletta telefonica', 'Linea telefonica|Chiamate|Traffico dati 20 GB|Fibra ottica'),
      'bank-statement': t('Banca del Molo S.p.A.|Cassa Riviera', 'Estratto conto|Estratto conto corrente', 'Saldo iniziale|Bonifico ricevuto|Addebito luce|Data valuta|Saldo finale'),
      'tax-letter': t('Agenzia delle Entrate Porto Chiaro|Comune di Porto Chiaro', 'Avviso di pagamento TARI|Cartella di pagamento', 'Codice fiscale|Tributo|Imposta dovuta'),
      lease: t('Immobiliare Belvedere Srl|Affitti del Parco Srl', 'Contratto di locazione|Contratto di affitto', 'Locatore e conduttore|Canone mensile|Deposito cauzionale'),
      insurance: t('Assicurazioni del Molo S.p.A.|Rondine Assicurazioni S.p.A.', 'Polizza assicurativa casa|Certificato di assicurazione', 'Contraente|Premio annuo|Massimale|Garanzie'),
      payslip: t('Trasporti Falco Srl|Mulini del Sud S.p.A.', 'Busta paga|Cedolino paga', 'Retribuzione lorda 1.410,00|Trattenute|Competenze|Netto in busta'),
    },
    others: {
      receipt: ['Mercato del Nord', 'Documento commerciale', 'Pane 1,20', 'Latte 0,95', 'Totale 2,15', 'Contanti 5,00', 'Resto 2,85', 'Grazie e arrivederci'], invoice: ['Ferramenta del Ponte Srl', 'FATTURA', 'Ordine 22', 'Quantità', 'Prezzo unitario', 'Descrizione', 'Martello', 'Sconto', 'Spedizione'],
      screenshot: ['9:41    4G    82%', 'Conti', 'Cerca', 'Impostazioni', 'Annulla', 'Wi-Fi', 'Menu', 'App'], 'business-card': ['Giulia Ferrari', 'Direttore vendite', 'Ferramenta del Ponte', 'Tel. 06 0022041', 'giulia@ponte.example', 'www.ponte.example'], 'identity-document': ['REPUBBLICA DI UTOPIA', 'CARTA D’IDENTITÀ', 'Cognome', 'FERRARI', 'Nome', 'GIULIA', 'Data di nascita 14.07.1981', 'Cittadinanza', 'Data di scadenza 31.01.2030'],
    },
  },
};
