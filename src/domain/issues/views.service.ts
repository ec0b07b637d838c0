import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { InjectEvents } from '../../platform/events/index.js';
import { IssueCommentsService } from './issue-comments.service.js';
import { issueEvents, type IssueRecorder } from './issue.events.js';
import { IssueReader } from './reading/issue-reader.js';

/** Keeps who looked at what. Looking is no activity: nothing but the event is written. */
@Injectable()
export class ViewsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectEvents(issueEvents) private readonly events: IssueRecorder,
    private readonly reader: IssueReader,
    private readonly comments: IssueCommentsService,
  ) {}

  async viewIssue(id: string): Promise<void> {
    await this.reader.assertIssue(id);
    await this.events.recordEvent(this.dataSource.manager, id, 'viewed');
  }

  async viewComment(id: string): Promise<void> {
    const comment = await this.comments.get(id);
    const { manager } = this.dataSource;
    await this.events.recordEvent(manager, comment.issueId, 'comment_viewed', { record: comment });
  }
}
