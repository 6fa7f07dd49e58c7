import { ChevronDown, ChevronUp, GripVertical, Pencil, Trash2 } from 'lucide-react';
import type { DragEvent } from 'react';
import { useSay } from '../../language/use-language.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { COMPONENT_KINDS, standingWords } from '../status-pages/page-words.ts';
import type { Step } from './layout.ts';
import { nameOfPart, type Part } from './part.ts';

interface ArrangementRowProps {
  readonly part: Part;
  readonly isChangeable: boolean;
  /** Where what is dragged would land. */
  readonly dropMark: 'above' | 'below' | undefined;
  readonly onMove: (step: Step) => void;
  readonly onOpen: (act: 'change' | 'remove') => void;
  readonly onDrag: () => void;
  readonly onOver: (event: DragEvent<HTMLElement>) => void;
  readonly onDrop: () => void;
}

const MARKS = {
  above: 'shadow-[inset_0_2px_0_var(--accent)]',
  below: 'shadow-[inset_0_-2px_0_var(--accent)]',
} as const;

export function ArrangementRow(props: ArrangementRowProps) {
  const { part, isChangeable, dropMark, onMove, onOpen, onDrag, onOver, onDrop } = props;
  const say = useSay();
  const isInGroup = part.type === 'component' && part.component.groupId !== null;
  const name = nameOfPart(part);
  const id = part.type === 'group' ? part.group.id : part.component.id;
  return (
    <li
      draggable={isChangeable}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        onDrag();
      }}
      onDragOver={(event) => {
        event.preventDefault();
        onOver(event);
      }}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
      className={classNames(
        'flex items-center gap-2 border-b border-line py-2 pr-2 last:border-0',
        isInGroup ? 'pl-8 sm:pl-12' : 'pl-2 sm:pl-3',
        part.type === 'group' && 'bg-sunken',
        dropMark !== undefined && MARKS[dropMark],
      )}
    >
      {isChangeable && <GripVertical className="size-4 shrink-0 cursor-grab text-quiet max-sm:hidden" aria-hidden />}
      <Name part={part} />
      {isChangeable && (
        <span className="ml-auto flex shrink-0">
          {([-1, 1] as const).map((step) => (
            <IconButton
              key={step}
              data-move={`${id} ${step}`}
              label={say(step < 0 ? 'statusPages.moveUp' : 'statusPages.moveDown', { name })}
              onClick={() => onMove(step)}
            >
              {step < 0 ? <ChevronUp className="size-4" aria-hidden /> : <ChevronDown className="size-4" aria-hidden />}
            </IconButton>
          ))}
          <IconButton label={say('statusPages.change', { name })} onClick={() => onOpen('change')}>
            <Pencil className="size-4" aria-hidden />
          </IconButton>
          <IconButton label={say('statusPages.removeNamed', { name })} onClick={() => onOpen('remove')}>
            <Trash2 className="size-4" aria-hidden />
          </IconButton>
        </span>
      )}
    </li>
  );
}

function Name({ part }: { readonly part: Part }) {
  const say = useSay();
  if (part.type === 'group')
    return <span className="min-w-0 font-medium break-words text-strong">{part.group.name}</span>;
  const { name, type, currentStatus, isCurrent, excludeFromOverall } = part.component;
  const [words, standing] = standingWords(currentStatus, isCurrent);
  return (
    <>
      <StateMark standing={standing} isDecoration />
      <span className="min-w-0">
        <span className="block break-words text-strong">{name}</span>
        <span className="block text-sm text-quiet">
          {say(words)} · {say(COMPONENT_KINDS[type])}
          {excludeFromOverall && ` · ${say('statusPages.exclude')}`}
        </span>
      </span>
    </>
  );
}
