/** Groups and components in the order in which readers see them: moved by buttons or by dragging. */
import type { StatusPageComponent, StatusPageComponentGroup } from '@upwatch/sdk';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useMay } from '../../api/use-may.ts';
import { useSay } from '../../language/use-language.ts';
import { Card } from '../../ui/card.tsx';
import { ArrangementRow } from './arrangement-row.tsx';
import { ComponentForm } from './component-form.tsx';
import { GroupForm } from './group-form.tsx';
import { dropped, layoutOf, movedBy, type Step } from './layout.ts';
import { nameOfPart, type Part, partsOf } from './part.ts';
import { RemovePart } from './remove-part.tsx';
import { useArrange } from './use-arrange.ts';

interface ArrangementProps {
  readonly pageId: string;
  readonly components: readonly StatusPageComponent[];
  readonly groups: readonly StatusPageComponentGroup[];
}

interface Over {
  readonly id: string;
  readonly isBelow: boolean;
}

export function Arrangement({ pageId, components, groups }: ArrangementProps) {
  const say = useSay();
  const mayChange = useMay('work');
  const arrange = useArrange(pageId);
  const list = useRef<HTMLUListElement>(null);
  const [moved, setMoved] = useState<{ readonly id: string; readonly step: Step } | undefined>();
  const [dragged, setDragged] = useState<string | undefined>();
  const [over, setOver] = useState<Over | undefined>();
  const [opened, setOpened] = useState<{ readonly part: Part; readonly act: 'change' | 'remove' } | undefined>();
  const layout = layoutOf(groups, components);
  // A row that changes places loses the focus in it; whoever moves by keyboard goes on moving.
  useEffect(() => {
    if (moved) list.current?.querySelector<HTMLElement>(`[data-move="${moved.id} ${moved.step}"]`)?.focus();
  }, [moved, layout]);

  function move(id: string, step: Step): void {
    const next = movedBy(layout, id, step);
    if (next !== layout) arrange(next);
    setMoved({ id, step });
  }
  function drop(): void {
    const next = dragged !== undefined && over ? dropped(layout, dragged, over) : layout;
    if (next !== layout) arrange(next);
    setDragged(undefined);
    setOver(undefined);
  }
  const parts = partsOf(layout, components, groups);
  return (
    <>
      <Card className="overflow-clip">
        <ul ref={list} onBlur={() => setMoved(undefined)}>
          {parts.map(([id, part]) => (
            <ArrangementRow
              key={id}
              part={part}
              isChangeable={mayChange}
              dropMark={over?.id === id && dragged !== id ? (over.isBelow ? 'below' : 'above') : undefined}
              onMove={(step) => move(id, step)}
              onOpen={(act) => setOpened({ part, act })}
              onDrag={() => setDragged(id)}
              onOver={(event) => setOver({ id, isBelow: isBelowMiddle(event) })}
              onDrop={drop}
            />
          ))}
        </ul>
      </Card>
      <p role="status" className="sr-only">
        {moved !== undefined && placeText(moved.id)}
      </p>
      {opened?.act === 'remove' && (
        <RemovePart pageId={pageId} part={opened.part} onClose={() => setOpened(undefined)} />
      )}
      {opened?.act === 'change' &&
        (opened.part.type === 'group' ? (
          <GroupForm pageId={pageId} group={opened.part.group} onClose={() => setOpened(undefined)} />
        ) : (
          <ComponentForm
            pageId={pageId}
            component={opened.part.component}
            groups={groups}
            onClose={() => setOpened(undefined)}
          />
        ))}
    </>
  );

  function placeText(id: string): string {
    const at = parts.findIndex(([one]) => one === id);
    const part = parts[at]?.[1];
    if (part === undefined) return '';
    return say('statusPages.moved', { name: nameOfPart(part), place: at + 1, count: parts.length });
  }
}

function isBelowMiddle({ clientY, currentTarget }: DragEvent<HTMLElement>): boolean {
  const { top, height } = currentTarget.getBoundingClientRect();
  return clientY > top + height / 2;
}
