const LONGEST_SECTION = 3_000;

/** A block of a Slack message, as Slack documents it. @publicApi */
export type SlackBlock = Readonly<Record<string, unknown>>;

/** Text from users as Slack shows it: nothing in it becomes a link, a mention or a channel. @publicApi */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A link under a text of anybody's. @publicApi */
export function slackLink(url: string, label: string): string {
  return `<${escapeSlack(encodeURI(decodeSafely(url))).replaceAll('|', '%7C')}|${escapeSlack(label)}>`;
}

/** A paragraph of mrkdwn, cut to what Slack takes. Escape what users wrote before. @publicApi */
export function slackSection(mrkdwn: string): SlackBlock {
  const text =
    mrkdwn.length > LONGEST_SECTION ? `${mrkdwn.slice(0, LONGEST_SECTION - 1)}…` : mrkdwn;
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

function decodeSafely(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
