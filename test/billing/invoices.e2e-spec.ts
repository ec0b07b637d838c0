import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BEANS,
  createOffice,
  type InvoiceBody,
  type ItemBody,
  type Office,
} from './support/office.js';

interface Refusal {
  code: string;
  detail: string;
  errors?: { field: string; problem: string }[];
}

describe('an invoice', () => {
  let office: Office;

  beforeAll(async () => {
    office = await createOffice();
  });

  afterAll(() => office?.test.close());

  it('keeps the exact sum of its items while they are added, changed and removed', async () => {
    const { client } = office.member;
    const drafted = await office.draft([
      BEANS,
      { description: 'A third', quantity: '0.3333', unit_price: '0.0001' },
      { description: 'Most', quantity: '99999999.9999', unit_price: '9999999999.9999' },
    ]);
    const [beans, , most] = await office.items(drafted.id);

    expect(drafted).toMatchObject({ status: 'draft', total_price: '999999999998990037.50' });
    expect(beans).toMatchObject({
      quantity: '3.0000',
      unit_price: '12.5000',
      total_price: '37.50',
    });
    expect((await client.delete(`/invoice-items/${most!.id}`)).status).toBe(204);
    const edited = await client.patch<ItemBody>(`/invoice-items/${beans!.id}`, { quantity: '4' });
    expect(edited.body).toMatchObject({ total_price: '50.00', version: 2 });
    const same = await client.patch<ItemBody>(`/invoice-items/${beans!.id}`, { quantity: '4.00' });
    expect(same.headers.get('etag')).toBe('"2"');
    const discount = { description: 'Friends', quantity: '1', unit_price: '-0.01' };
    expect((await client.post(`/invoices/${drafted.id}/items`, discount)).status).toBe(201);
    expect((await office.invoice(drafted.id)).total_price).toBe('49.99');
    expect((await office.events(drafted.id)).map(({ action }) => action).toReversed()).toEqual([
      'drafted',
      'item_added',
      'item_added',
      'item_added',
      'item_removed',
      'item_changed',
      'item_added',
    ]);
  });

  it('is issued and paid, or taken back, and nothing else', async () => {
    const { member, operator } = office;
    const { id } = await office.draft();
    const refused = async (path: string, by = operator) => {
      const { status, body } = await by.client.post<Refusal>(`/invoices/${id}/${path}`);
      return `${status} ${body.code}`;
    };

    expect(await refused('pay')).toBe('409 BILLING_STATUS_CONFLICT');
    expect(await refused('void')).toBe('409 BILLING_STATUS_CONFLICT');
    expect(await refused('pay', member)).toMatch(/^403 /);
    expect(await refused('issue', office.other)).toMatch(/^403 /);
    const issued = await member.client.post<InvoiceBody>(`/invoices/${id}/issue`);
    expect(issued.body).toMatchObject({ status: 'issued', total_price: '37.50' });
    expect(await refused('issue')).toBe('409 BILLING_STATUS_CONFLICT');
    const paid = await operator.client.post<InvoiceBody>(`/invoices/${id}/pay`);
    expect(paid.body).toMatchObject({ status: 'paid', paid_at: expect.any(String) });
    expect(await refused('void')).toBe('409 BILLING_STATUS_CONFLICT');
    expect((await member.client.delete(`/invoices/${id}`)).status).toBe(409);

    const [item] = await office.items(id);
    const change = await member.client.patch<Refusal>(`/invoice-items/${item!.id}`, {
      quantity: '1',
    });
    expect([change.status, change.body.code]).toEqual([409, 'BILLING_STATUS_CONFLICT']);
    expect(change.body.detail).toContain('is paid: only drafts can be changed');
    expect((await member.client.post(`/invoices/${id}/items`, BEANS)).status).toBe(409);
    expect((await member.client.delete(`/invoice-items/${item!.id}`)).status).toBe(409);
    expect((await office.events(id)).map(({ action, extra }) => [action, extra])).toMatchObject([
      ['paid', { total_price: '37.50', currency: 'EUR' }],
      ['issued', { total_price: '37.50', currency: 'EUR' }],
      ['item_added', { total_price: '37.50' }],
      ['drafted', null],
    ]);
  });

  it('is voided with a reason, and cannot be issued empty', async () => {
    const { client } = office.operator;
    const { id } = await office.draft([]);
    const empty = await client.post<Refusal>(`/invoices/${id}/issue`);
    expect([empty.status, empty.body.code]).toEqual([409, 'BILLING_EMPTY_CONFLICT']);
    await client.post(`/invoices/${id}/items`, BEANS);
    await client.post(`/invoices/${id}/issue`);

    const voided = await client.post<InvoiceBody>(`/invoices/${id}/void`, { reason: 'Twice' });

    expect(voided.body).toMatchObject({ status: 'void', voided_at: expect.any(String) });
    expect((await office.events(id))[0]).toMatchObject({
      action: 'voided',
      actor: { id: 'olga' },
      extra: { reason: 'Twice' },
    });
  });

  it('takes name and price from a product, which then cannot be destroyed', async () => {
    const { operator, member } = office;
    const coffee = { name: 'Coffee', unit_price: '2.90', currency: 'EUR' };
    const product = await operator.client.post<{ id: string; unit_price: string }>(
      '/products',
      coffee,
    );
    const item = { product_id: product.body.id, quantity: '2' };
    const { id } = await office.draft([item]);
    await operator.client.patch(`/products/${product.body.id}`, { unit_price: '3.10' });

    expect(product.body.unit_price).toBe('2.9000');
    expect(await office.items(id)).toMatchObject([
      { description: 'Coffee', unit_price: '2.9000', total_price: '5.80' },
    ]);
    expect((await operator.client.delete(`/products/${product.body.id}`)).status).toBe(409);
    expect((await operator.client.post('/products', coffee)).status).toBe(409);
    expect((await member.client.post('/products', coffee)).status).toBe(403);
    const dollars = await member.client.post<Refusal>('/invoices', {
      currency: 'USD',
      items: [item],
    });
    expect([dollars.status, dollars.body.errors]).toMatchObject([
      400,
      [{ field: 'items.0.product_id', problem: 'is sold in EUR, the invoice is in USD' }],
    ]);
  });

  it('belongs to its user and to operators, and its ETag moves with its total', async () => {
    const { operator, member, other } = office;
    const drafted = await operator.client.post<InvoiceBody>('/invoices', {
      currency: 'EUR',
      user: 'mia',
    });
    const { id } = drafted.body;
    expect(drafted.body.user.name).toBe('mia');
    expect((await other.client.post('/invoices', { currency: 'EUR', user: 'mia' })).status).toBe(
      403,
    );
    expect((await other.client.post(`/invoices/${id}/items`, BEANS)).status).toBe(403);

    expect((await member.client.post(`/invoices/${id}/items`, BEANS)).status).toBe(201);
    const stale = await member.client.patch<Refusal>(
      `/invoices/${id}`,
      { currency: 'USD' },
      { 'if-match': drafted.headers.get('etag') ?? '' },
    );
    const taken = await member.client.patch<Refusal>(`/invoices/${id}`, { currency: 'USD' });

    expect([stale.status, stale.body.code]).toEqual([412, 'HTTP_VERSION_STALE']);
    expect([taken.status, taken.body.code]).toEqual([409, 'BILLING_CURRENCY_CONFLICT']);
    expect((await member.client.delete(`/invoices/${id}`)).status).toBe(204);
    expect((await member.client.get(`/invoices/${id}`)).status).toBe(404);
  });

  it('is found by status, user, currency and number, page by page', async () => {
    const { client } = office.other;
    const numbers: string[] = [];
    for (const _ of [1, 2, 3]) {
      numbers.unshift((await office.draft([], office.other)).number);
    }
    const found: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const path = `/invoices?user=ned&status=draft&currency=EUR&limit=2${next && `&after=${next}`}`;
      const page: { body: { items: InvoiceBody[]; next: string | null } } = await client.get(path);
      found.push(...page.body.items.map(({ number }) => number));
      next = page.body.next;
    }

    expect(found).toEqual(numbers);
    const one = await client.get<{ items: InvoiceBody[] }>(`/invoices?number=${numbers[0]}`);
    expect(one.body.items).toHaveLength(1);
    const history = await client.get<{ items: { item_type: string }[] }>(
      `/audit/Invoice/${one.body.items[0]!.id}/history?associated=true`,
    );
    expect(history.body.items.map((item) => item.item_type)).toEqual(['Invoice']);
  });

  it.each<[string, string, unknown]>([
    ['items.0.quantity', '/invoices', { items: [{ ...BEANS, quantity: 3 }] }],
    ['items.0.quantity', '/invoices', { items: [{ ...BEANS, quantity: '0' }] }],
    ['items.0.quantity', '/invoices', { items: [{ ...BEANS, quantity: '1e3' }] }],
    ['items.0.unit_price', '/invoices', { items: [{ ...BEANS, unit_price: '0.00001' }] }],
    ['items.0.unit_price', '/invoices', { items: [{ ...BEANS, unit_price: '10000000000' }] }],
    ['items.0.unit_price', '/invoices', { items: [{ ...BEANS, unit_price: 'NaN' }] }],
    ['items.0.unit_price', '/invoices', { items: [{ ...BEANS, unit_price: undefined }] }],
    ['items.0.total_price', '/invoices', { items: [{ ...BEANS, total_price: '1.00' }] }],
    ['items.0.product_id', '/invoices', { items: [{ ...BEANS, product_id: "1'; DROP" }] }],
    ['items', '/invoices', { items: Array.from({ length: 201 }, () => BEANS) }],
    ['items.0.description', '/invoices', { items: [{ ...BEANS, description: 'a\0b' }] }],
    ['total_price', '/invoices', { total_price: '1.00' }],
    ['status', '/invoices', { status: 'paid' }],
    ['currency', '/invoices', { currency: 'euro' }],
    ['user', '/invoices', { user: 'nobody-here' }],
    ['unit_price', '/products', { name: 'x', unit_price: '-1' }],
    ['unit_price', '/products', { name: 'x', unit_price: 12.5 }],
  ])('is refused with a word about %s to %s', async (field, path, input) => {
    const body = { currency: 'EUR', ...(input as object) };
    const answer = await office.operator.client.post<Refusal>(path, body);

    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((error) => error.field)).toEqual([field]);
  });

  it.each(['0', '-1', '1e3', '9'.repeat(30), "'; DROP TABLE invoices;--"])(
    'called %s does not exist',
    async (id) => {
      const { client } = office.operator;
      const paths = ['/invoices', '/products', '/invoice-items'].map(
        (path) => `${path}/${encodeURIComponent(id)}`,
      );
      paths.push(`/invoices/${encodeURIComponent(id)}/events`);
      for (const path of paths) {
        expect((await client.get(path)).status).toBe(404);
      }
    },
  );
});
