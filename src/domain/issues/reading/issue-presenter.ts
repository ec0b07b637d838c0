import { Injectable } from '@nestjs/common';
import { type Principal } from '../../../http/access/principal.interface.js';
import { issueView, type IssueView } from '../dto/issue.view.js';
import { IssueReader } from './issue-reader.js';

/** Shows an issue to a person. */
@Injectable()
export class IssuePresenter {
  constructor(private readonly reader: IssueReader) {}

  /** @throws IssueNotFoundError */
  async show(id: string, reader: Principal): Promise<IssueView> {
    const loaded = await this.reader.get(id);
    return issueView(loaded, await this.reader.isSubscribed(id, reader.id));
  }
}
