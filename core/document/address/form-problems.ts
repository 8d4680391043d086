/** Whether the address that was typed is whole, and what is not. */
import { addressCountry, isPostalCode } from './countries.ts';
import { addressParts, type AddressForm, type AddressPart } from './form.ts';
import { splitNumber } from './numbers.ts';
import { foldAddress, poBox } from './words.ts';

/** What an address needs where its country has it. Policies may ask for more. */
export const neededParts: readonly AddressPart[] = ['street', 'number', 'city', 'postalCode'];

/** `po-box`: a box is no residence. `postal-format`: not a code of that country; `example` is one. */
export type FormProblem = { part: AddressPart; problem: 'missing' | 'postal-format' | 'po-box'; example?: string };

/** The form with its number taken out of the street's field, and the flat out of the number's: 12/4. */
export function completedForm(form: AddressForm): AddressForm {
  if (form.street === '') return form;
  const country = addressCountry(form.country);
  if (form.number === '') {
    const { street, number, unit } = splitNumber(form.street, country);
    return number === null ? form : { ...form, street, number, unit: form.unit || (unit ?? '') };
  }
  const { street, number, unit } = splitNumber(`${form.street} ${form.number}`, country);
  return number === null || unit === null || street !== foldAddress(form.street) ? form : { ...form, number, unit: form.unit || unit };
}

/** Empty: the form is whole. In the order of the form. */
export function formProblems(typed: AddressForm, needed: readonly AddressPart[] = neededParts): FormProblem[] {
  const form = completedForm(typed);
  const country = addressCountry(form.country);
  return addressParts.flatMap((name): FormProblem[] => {
    if (name === 'street' && poBox.test(foldAddress(`${form.street} ${form.number}`))) return [{ part: name, problem: 'po-box' }];
    if (form[name] === '') return needed.includes(name) && isAsked(name, country) ? [{ part: name, problem: 'missing' }] : [];
    if (name === 'postalCode' && country?.postal && !isPostalCode(country, form.postalCode)) return [{ part: name, problem: 'postal-format', example: country.example }];
    return [];
  });
}

type Country = ReturnType<typeof addressCountry>;

/** A house may bear a name for a number; some countries have no postal codes; of countries without a row here both are asked for. */
export function isAsked(name: AddressPart, country: Country): boolean {
  if (name === 'number') return !country?.namedHouses;
  return name !== 'postalCode' || country === null || country.postal !== null;
}
