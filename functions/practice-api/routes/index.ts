import type { Route } from '../../../shared/runtime/api.ts';
import { appointmentBatchRoutes } from './appointment-batch.ts';
import { appointmentRoutes } from './appointments.ts';
import { auditRoutes } from './audit.ts';
import { billRoutes } from './bills.ts';
import { consentRoutes } from './consents.ts';
import { contactRoutes } from './contacts.ts';
import { dayNoticeRoutes } from './day-notices.ts';
import { openApiRoutes } from './openapi.ts';
import { patientRoutes } from './patients.ts';
import { performanceRoutes } from './performance.ts';
import { readinessRoutes } from './readiness.ts';
import { recallRoutes } from './recalls.ts';
import { settingsRoutes } from './settings.ts';
import { standardResponseRoutes } from './standard-responses.ts';
import { suggestionRoutes } from './suggestions.ts';
import { taskRoutes } from './tasks.ts';
import { textRoutes } from './texts.ts';
import { threadActRoutes } from './thread-acts.ts';
import { threadRoutes } from './threads.ts';

const documented: readonly Route[] = [
  ...settingsRoutes,
  ...readinessRoutes,
  ...patientRoutes,
  ...contactRoutes,
  ...consentRoutes,
  ...appointmentRoutes,
  ...appointmentBatchRoutes,
  ...dayNoticeRoutes,
  ...recallRoutes,
  ...billRoutes,
  ...threadRoutes,
  ...threadActRoutes,
  ...suggestionRoutes,
  ...standardResponseRoutes,
  ...textRoutes,
  ...taskRoutes,
  ...auditRoutes,
  ...performanceRoutes,
];

/** Every route of the practices' API, each declared once: it validates, answers and documents itself. */
export const routes: readonly Route[] = [...documented, ...openApiRoutes(documented)];
