import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { personView } from '../../../http/records/person.schema.js';
import { Route } from '../../../http/records/route.decorator.js';
import { findPeopleSchema } from '../dto/identity.schemas.js';
import { peoplePageSchema } from '../dto/people.view.js';
import { PeopleService } from '../people.service.js';

/** Whom something can be given to; no more of anybody than their names. */
@ApiTags('identity')
@Controller('people')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Route('GET', '', {
    does: 'Finds people who can sign in by a part of their handle or name, from a to z.',
    role: 'member',
    answers: peoplePageSchema,
    refuses: [400],
  })
  async find(
    @Query({ schema: findPeopleSchema }) query: z.output<typeof findPeopleSchema>,
  ): Promise<z.output<typeof peoplePageSchema>> {
    const { items, next } = await this.people.find(query);
    return { items: items.map(personView), next };
  }
}
