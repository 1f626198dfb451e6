using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <content><c>if</c> and <c>switch</c>.</content>
internal sealed partial class FlowLowering
{
    private void If(IfModel s)
    {
        Label otherwise = NewLabel(), end = NewLabel();
        _code.Add(new Test(_region, Condition(s.Condition), otherwise));
        Block(s.Then);
        if (s.Else is not null)
            _code.Add(new Goto(_region, end));
        Mark(otherwise);
        if (s.Else is null)
            return;
        Block(s.Else);
        Mark(end);
    }

    private void Switch(SwitchModel s)
    {
        var end = NewLabel();
        var head = Condition(s.Head);
        _jumps.AddSwitch(s.Switch, end, _region);
        var sections = s.Sections.Select(_ => NewLabel()).ToList();
        _code.Add(new Select(_region, head, sections, end));
        for (var i = 0; i < sections.Count; i++)
        {
            Mark(sections[i]);
            Block(s.Sections[i]);
        }
        Mark(end);
    }
}
