/** The address as the customer states it, part by part. The lead's window, evidence and CLI (`--form form.json`) are built on exactly this shape; the countries' rules stand beside it. */
import { z } from 'zod';

export const addressParts = ['street', 'number', 'unit', 'city', 'region', 'postalCode'] as const;
export type AddressPart = (typeof addressParts)[number];

const part = z.string().trim().max(120);

/** Empty: not given. Which parts a country needs is asked of its rules. */
export const addressFormSchema = z.strictObject({
  /** ISO 3166-1 alpha-3. */
  country: z.string().regex(/^[A-Z]{3}$/),
  street: part, number: part, unit: part.default(''), city: part, region: part.default(''), postalCode: part,
});
export type AddressForm = z.infer<typeof addressFormSchema>;
