import { factText } from '../ui/fact-text.js';
import type { Attribute, Operator } from '../api/workflows.js';

/** A value as it stands in its field: lists with commas, references and such as JSON. */
export function showValue(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(showValue).join(', ');
  return factText(value);
}

/** What was typed as the value that the definition holds; what cannot be read stays text. */
export function readValue(text: string, attribute: Attribute | undefined, operator?: Operator) {
  if (operator?.value === 'list') {
    const items = text.split(',').map((item) => item.trim());
    return items.filter((item) => item !== '').map((item) => readOne(item, attribute));
  }
  if (operator?.value === 'duration') return text.trim();
  return readOne(text, attribute);
}

function readOne(text: string, attribute: Attribute | undefined): unknown {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) {
    try {
      return JSON.parse(trimmed) as unknown;
    } catch {
      return text;
    }
  }
  if (attribute?.type === 'number' && /^-?\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  if (attribute?.type === 'boolean' && /^(true|false)$/.test(trimmed)) return trimmed === 'true';
  return text;
}
