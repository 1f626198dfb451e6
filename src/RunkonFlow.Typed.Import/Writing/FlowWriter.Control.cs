using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Writing;

/// <content>Conditions, loops and blocks.</content>
internal sealed partial class FlowWriter
{
    private void If(CodeWriter code, IfNode node)
    {
        var condition = node.Marker is { } marker ? Condition(marker) : InputCondition(node, node.Input!);
        code.Open($"if ({(node.Negated ? "!" : "")}{condition})");
        Write(code, node.Body);
        code.Close();
    }

    private string Condition(StepMarker marker) => $"{_locals.NameOf(marker.Step)}.Has({CSharp.Text(marker.Marker)})";

    private string InputCondition(IfNode node, string input)
    {
        if (_workflow.Input(input) is { IsBoolean: true }) return $"input.{_workflow.Members[input]}";
        Warn(node, $"'{input}' is not declared as a boolean input; it is true when the variable of that name is 'true'.");
        return $"RunLog.IsTrue(log.Render({CSharp.Text($"{{{{{input}}}}}")}))";
    }

    private void Loop(CodeWriter code, LoopNode loop)
    {
        var outer = _hasOperation;
        _hasOperation = false;
        var body = new CodeWriter();
        Write(body, loop.Body);
        if (!_hasOperation)
        {
            Warn(loop, "The loop has no step in it, so its condition never changes; it is left out.");
            _hasOperation = outer;
            return;
        }

        var local = _locals.NameOf(loop.Condition.Step);
        var stuck = loop.StuckAfter is { } rounds ? $", stuckAfter: {rounds}, progress: {local}.MarkerText()" : "";
        var limit = loop.ContinuesAtLimit ? ", onLimit: OnLimit.Continue" : "";
        var condition = $"while (Flow.Loop({Condition(loop.Condition)}, max: {loop.Max}{stuck}{limit}))";
        code.Open(loop.BodyFirst ? "do" : condition);
        code.Append(body);
        code.Close();
        if (loop.BodyFirst) code.Line($"{condition};");
    }

    private void Do(CodeWriter code, DoNode block)
    {
        _blocks.Push(block);
        Write(code, block.Body);
        _blocks.Pop();
    }
}
