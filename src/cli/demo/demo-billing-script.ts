import type { DemoBillingStep } from './demo-billing-step.interface.js';

/** What everything in the demo's office costs. */
export const DEMO_CURRENCY = 'EUR';

/** What happened in the demo's office, oldest first. */
export const DEMO_BILLING_SCRIPT: readonly DemoBillingStep[] = [
  {
    ago: 91,
    by: 'alice',
    why: 'The price list of this year',
    products: [
      { name: 'Espresso beans, 1 kg', unitPrice: '24.90' },
      { name: 'Paper cups, 100', unitPrice: '8.35' },
      { name: 'Service, 1 hour', unitPrice: '75.00' },
    ],
  },
  {
    ago: 71,
    by: 'oscar',
    why: 'Order of Monday',
    invoice: 'monday',
    draftFor: 'mia',
    items: [
      { product: 'Espresso beans, 1 kg', quantity: '4' },
      { product: 'Paper cups, 100', quantity: '2' },
    ],
  },
  { ago: 70, by: 'oscar', why: 'Sent with the parcel', invoice: 'monday', act: 'issue' },
  { ago: 26, by: 'alice', why: 'On the bank statement', invoice: 'monday', act: 'pay' },
  {
    ago: 25,
    by: 'oscar',
    why: 'The grinder was repaired',
    invoice: 'grinder',
    draftFor: 'victor',
    items: [
      { product: 'Service, 1 hour', quantity: '1.5' },
      { description: 'Burrs for the grinder', quantity: '1', unitPrice: '39.99' },
      { description: 'Regular customer', quantity: '1', unitPrice: '-10.00' },
    ],
  },
  { ago: 23, by: 'oscar', why: 'Collected', invoice: 'grinder', act: 'issue' },
  {
    ago: 4,
    by: 'mia',
    why: 'For the fair on Friday',
    invoice: 'fair',
    draftFor: 'mia',
    items: [{ product: 'Espresso beans, 1 kg', quantity: '10' }],
  },
];
