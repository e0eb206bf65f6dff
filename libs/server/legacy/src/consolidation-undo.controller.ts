import { Body, Controller, Get, HttpCode, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import {
  consolidationList,
  consolidationQuery,
  consolidationReference,
  emptyRequest,
  type ConsolidationList,
  type ConsolidationQuery,
  type ConsolidationReference,
  type EmptyRequest,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { ConsolidationUndoService } from './consolidation-undo.service';

/** 運用 › ログイン情報の統合. */
@Controller('operations/consolidations')
export class ConsolidationUndoController {
  constructor(private readonly consolidations: ConsolidationUndoService) {}

  @Get()
  @SerializeOptions({ schema: consolidationList })
  list(
    @Query({ schema: consolidationQuery }) { customerId }: ConsolidationQuery,
  ): Promise<ConsolidationList> {
    return this.consolidations.list(customerId);
  }

  @Post(':id/undo')
  @HttpCode(204)
  undo(
    @CurrentSession() operator: SignedIn,
    @Param({ schema: consolidationReference }) { id }: ConsolidationReference,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<void> {
    return this.consolidations.undo(operator, id);
  }
}
