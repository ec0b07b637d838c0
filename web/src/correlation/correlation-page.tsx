export function CorrelationPage() {
  return null;
}
