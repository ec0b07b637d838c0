import { createTestApp, type TestApp, type TestAppOptions } from '../../support/create-test-app.js';
import { PATIENT_ENV } from '../../support/patient-env.js';
import { signIn, type SignedIn } from '../../support/sign-in.js';

/** An invoice as HTTP shows it, as far as tests look. */
export interface InvoiceBody {
  id: string;
  number: string;
  user: { name: string };
  status: string;
  currency: string;
  total_price: string;
  issued_at: string | null;
  paid_at: string | null;
  voided_at: string | null;
  version: number;
}

/** An item as HTTP shows it. */
export interface ItemBody {
  id: string;
  invoice_id: string;
  product_id: string | null;
  description: string;
  quantity: string;
  unit_price: string;
  total_price: string;
  version: number;
}

/** What HTTP tells of one event of an invoice. */
export interface EventBody {
  id: string;
  action: string;
  actor: { id: string; type: string };
  record: { type: string; id: string } | null;
  extra: Record<string, unknown> | null;
  correlation_id: string;
  causation_id: string | null;
}

/** A running application and people who bill each other. */
export interface Office {
  readonly test: TestApp;
  readonly operator: SignedIn;
  readonly member: SignedIn;
  readonly other: SignedIn;
  draft(items?: readonly object[], by?: SignedIn): Promise<InvoiceBody>;
  invoice(id: string): Promise<InvoiceBody>;
  items(id: string): Promise<ItemBody[]>;
  /** Newest first. */
  events(id: string): Promise<EventBody[]>;
}

/** Boots an application with an operator and the members `mia` and `ned`. */
export async function createOffice(options: TestAppOptions = {}): Promise<Office> {
  const test = await createTestApp({ env: PATIENT_ENV, ...options });
  const operator = await signIn(test, 'operator', 'olga');
  const member = await signIn(test, 'member', 'mia');
  const other = await signIn(test, 'member', 'ned');
  return {
    test,
    operator,
    member,
    other,
    async draft(items = [BEANS], by = member) {
      const answer = await by.client.post<InvoiceBody>('/invoices', { currency: 'EUR', items });
      if (answer.status !== 201) {
        throw new Error(`drafting answered ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      return answer.body;
    },
    async invoice(id) {
      return (await member.client.get<InvoiceBody>(`/invoices/${id}`)).body;
    },
    async items(id) {
      const path = `/invoices/${id}/items?limit=200`;
      return (await member.client.get<{ items: ItemBody[] }>(path)).body.items;
    },
    async events(id) {
      const path = `/invoices/${id}/events?limit=200`;
      return (await member.client.get<{ items: EventBody[] }>(path)).body.items;
    },
  };
}

/** Three for 12.50: 37.50. */
export const BEANS = { description: 'Beans', quantity: '3', unit_price: '12.50' };
