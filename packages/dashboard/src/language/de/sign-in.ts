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
  codeHint:
    'Auf der Konsole, oder in dem, was Dienst oder Container beim letzten Start ausgegeben hat. Jeder Start gibt einen neuen aus, solange es niemanden gibt, dem der Server gehört.',
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
  secondTitle: 'Noch ein Schritt',
  secondLead: 'Öffnen Sie Ihre Authenticator-App und tippen Sie die sechs Ziffern ab, die sie für Upwatch zeigt.',
  secondCode: 'Code',
  wrongCode: 'Dieser Code stimmt nicht, oder nicht mehr. Nehmen Sie den, der jetzt gezeigt wird.',
  secondSubmit: 'Weiter',
  recoveryLead: 'Geben Sie einen der Wiederherstellungscodes ein, die Sie aufbewahrt haben. Jeder gilt einmal.',
  useRecovery: 'Stattdessen einen Wiederherstellungscode benutzen',
  useTotp: 'Stattdessen die Authenticator-App benutzen',
  passkey: 'Mit Passkey anmelden',
  passkeyLead: 'Entsperren Sie dieses Gerät oder den Schlüssel, den Sie bei sich haben.',
  thisDevice: 'Dieses Gerät',
  setUpPasskey: 'Stattdessen einen Passkey dieses Geräts verwenden',
  passkeyRefused:
    'Dieser Passkey wurde nicht angenommen. Wählen Sie einen anderen, oder melden Sie sich mit dem Passwort an.',
  refusedUnverified:
    'Der Anbieter sagt nicht, dass Ihre E-Mail-Adresse bestätigt ist. Bestätigen Sie sie dort und kommen Sie dann wieder.',
  refusedDomain: 'Ihre E-Mail-Adresse gehört zu keiner Domain, die hier hereindarf.',
  refusedUnknown: 'Noch hat Sie niemand eingeladen. Fragen Sie einen Eigentümer oder Admin dieses Servers.',
  refusedLink:
    'Es gibt ein Konto mit Ihrer E-Mail-Adresse. Melden Sie sich erst mit dessen Passwort an und verbinden Sie den Anbieter dann in Ihrem Konto.',
  refusedSuspended: 'Ihr Konto ist gesperrt oder beendet. Fragen Sie einen Eigentümer oder Admin dieses Servers.',
  refusedSetup: 'Dieser Server hat noch keinen Eigentümer: Richten Sie ihn erst ein.',
  refusedProvider:
    'Der Anbieter hat nicht geantwortet, oder nicht wie er muss. Versuchen Sie es noch einmal; mehr steht im Protokoll des Servers.',
  startOver: 'Als jemand anderes anmelden',
  resetTitle: 'Ein neues Passwort',
  resetLead: 'Wählen Sie das Passwort, mit dem Sie sich künftig anmelden. Alle Sitzungen Ihres Kontos enden.',
  resetSubmit: 'Passwort setzen',
  resetDone: 'Ihr Passwort ist gesetzt',
  resetDoneHint: 'Melden Sie sich jetzt damit an.',
  resetGone: 'Dieser Link gilt nicht mehr',
  resetGoneHint:
    'Er wurde benutzt oder ist älter als eine Stunde. Bitten Sie einen Eigentümer oder Admin um einen neuen.',
};
