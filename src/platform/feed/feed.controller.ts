import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DescribesPoll, DescribesStream } from './decorators/describes-feed.decorator.js';
import { FeedFilterError } from './feed.errors.js';
import { parseFilter, type QueryValues } from './filter/parse-filter.js';
import { Admission } from './streams/admission.js';
import { FeedPolls } from './streams/feed-polls.js';
import { FeedStreams } from './streams/feed-streams.js';
import { filterProblem, writeProblem } from './streams/problem.js';
import {
  lastEventId,
  queryOf,
  takeOver,
  type FeedRequest,
  type FeedResponse,
} from './streams/stream-request.js';
import { wholeNumber } from './streams/whole-number.util.js';
import { STREAM_HEADERS } from './wire/stream-headers.js';

const WAIT = { fallback: 25, least: 0, most: 60 };
const LIMIT = { fallback: 100, least: 1, most: 200 };

/**
 * The feed over HTTP. Responses are written by the feed itself, past the framework's, so that one
 * buffer serves all clients; guards and filters of the application apply as on any route.
 * @internal
 */
@ApiTags('feed')
@Controller()
export class FeedController {
  constructor(
    private readonly admission: Admission,
    private readonly streams: FeedStreams,
    private readonly polls: FeedPolls,
  ) {}

  /** Server-sent events: `?item_type=Post&event=update,destroy&last_event_id=…`. */
  @DescribesStream('Streams what happens, as it happens.')
  @Get('feed/stream')
  async stream(@Req() request: FeedRequest, @Res() response: FeedResponse): Promise<void> {
    await this.open(request, response, queryOf(request));
  }

  /** The same stream for one type of record. */
  @DescribesStream('Streams what happens to records of one type.')
  @Get('notifications/:itemType/stream')
  async notifications(
    @Param('itemType') itemType: string,
    @Req() request: FeedRequest,
    @Res() response: FeedResponse,
  ): Promise<void> {
    await this.open(request, response, { ...queryOf(request), item_type: itemType });
  }

  /** Long poll with the same cursor: `?after=<cursor>&wait=25&limit=100`. */
  @DescribesPoll()
  @Get('feed/events')
  async events(@Req() request: FeedRequest, @Res() response: FeedResponse): Promise<void> {
    await usable(response, async () => {
      const query = queryOf(request);
      const filter = parseFilter(query);
      const wait = wholeNumber('wait', query.wait, WAIT) * 1_000;
      const limit = wholeNumber('limit', query.limit, LIMIT);
      const after = typeof query.after === 'string' ? query.after : undefined;
      await this.admission.admit(request, response, false, async ({ viewer, response: raw }) => {
        const gone = new AbortController();
        raw.once('close', () => gone.abort());
        const { signal } = gone;
        const body = await this.polls.poll({ after, filter, viewer, limit, wait, signal });
        if (raw.destroyed) return;
        raw.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
        raw.end(body);
      });
    });
  }

  private async open(
    request: FeedRequest,
    response: FeedResponse,
    query: QueryValues,
  ): Promise<void> {
    await usable(response, async () => {
      const filter = parseFilter(query);
      const named = query.named === '1';
      if (request.method === 'HEAD') {
        takeOver(response).writeHead(200, STREAM_HEADERS).end();
        return;
      }
      await this.admission.admit(request, response, true, ({ viewer, response: raw }) =>
        this.streams.open({ viewer, filter, named }, raw, lastEventId(request)),
      );
    });
  }
}

async function usable(response: FeedResponse, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof FeedFilterError)) throw error;
    writeProblem(takeOver(response), filterProblem(error));
  }
}
