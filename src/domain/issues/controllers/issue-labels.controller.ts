import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentEdit } from '../../../http/records/current-edit.decorator.js';
import { type Edit } from '../../../http/records/edit.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
import { IssueLabels } from '../acts/issue-labels.js';
import { issueLabelsSchema } from '../dto/issue.schemas.js';
import { issueSchema, type IssueView } from '../dto/issue.view.js';
import { LabelNotFoundError } from '../issues.errors.js';
import { IssuesService } from '../issues.service.js';
import { IssuePresenter } from '../reading/issue-presenter.js';

type Labels = z.output<typeof issueLabelsSchema>;

/** The labels of one issue. */
@ApiTags('issues')
@Controller('issues/:id/labels')
export class IssueLabelsController {
  constructor(
    private readonly issues: IssuesService,
    private readonly labels: IssueLabels,
    private readonly presenter: IssuePresenter,
  ) {}

  @Route('POST', '', {
    does: 'Puts labels on an issue; those that the project lacks are made.',
    role: 'member',
    answers: issueSchema,
    refuses: [400, 404, 412],
  })
  async add(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: issueLabelsSchema }) { labels }: Labels,
  ): Promise<IssueView> {
    await this.issues.change(id, edit, (manager, issue) => this.labels.add(manager, issue, labels));
    return this.presenter.show(id, edit.editor);
  }

  @Route('PUT', '', {
    does: 'Leaves exactly these labels on an issue.',
    role: 'member',
    answers: issueSchema,
    refuses: [400, 404, 412],
  })
  async replace(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: issueLabelsSchema }) { labels }: Labels,
  ): Promise<IssueView> {
    await this.issues.change(id, edit, (manager, issue) =>
      this.labels.replace(manager, issue, labels),
    );
    return this.presenter.show(id, edit.editor);
  }

  @Route('DELETE', ':name', {
    does: 'Takes a label off an issue.',
    role: 'member',
    answers: issueSchema,
    refuses: [404, 412],
  })
  async remove(
    @Param('id') id: string,
    @Param('name') name: string,
    @CurrentEdit() edit: Edit,
  ): Promise<IssueView> {
    await this.issues.change(id, edit, async (manager, issue) => {
      if (!(await this.labels.remove(manager, issue, [name]))) {
        throw new LabelNotFoundError(name);
      }
    });
    return this.presenter.show(id, edit.editor);
  }
}
