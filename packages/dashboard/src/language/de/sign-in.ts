import type { Catalogue, Translated } from '../catalogue.ts';

export const signIn: Translated<Catalogue['signIn']> = {
  title: 'Anmelden',
  lead: 'Upwatch beobachtet, was Sie betreiben, und sagt Ihnen, wenn es ausfällt, wo und warum.',
  email: 'E-Mail',
  password: 'Passwort',
  submit: 'Anmelden',
  with: 'Mit {name} anmelden',
  or: 'oder',
  wrong: 'E-Mail oder Passwort stimmt nicht.',
  locked: 'Zu viele Versuche. Warten Sie {duration} und versuchen Sie es dann noch einmal.',
  lost: 'Passwort verloren? Ein Inhaber oder Administrator kann Ihnen einen Link für ein neues geben.',
  setupTitle: 'Upwatch einrichten',
  setupLead:
    'Das erste Konto ist Inhaber dieses Servers. Der Code steht auf der Konsole, auf der Upwatch gestartet wurde.',
  code: 'Einrichtungscode',
  codeHint: 'Einmal ausgegeben, neben dem API-Schlüssel.',
  codeWrong: 'Das ist nicht der Code. Auf der Konsole, auf der Upwatch gestartet wurde, steht der, der gilt.',
  setupDone:
    'Jemand anderes hat diesen Server inzwischen eingerichtet. Melden Sie sich an, oder bitten Sie um eine Einladung.',
  name: 'Ihr Name',
  passwordHint: 'Mindestens 12 Zeichen. Ein paar Wörter hintereinander sind gut.',
  setupSubmit: 'Inhaber anlegen',
  inviteTitle: '{organization} beitreten',
  inviteLead: '{email} ist eingeladen als {role}.',
  inviteSubmit: 'Beitreten',
  inviteGone: 'Diese Einladung gilt nicht mehr',
  inviteGoneHint: 'Sie wurde benutzt, zurückgezogen oder ist abgelaufen. Bitten Sie um eine neue.',
};
