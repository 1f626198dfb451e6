using System.Text;
using RunkonFlow.Typed.Oracle.Tests.Programs;

namespace RunkonFlow.Typed.Oracle.Tests.Rendering;

/// <summary>What both renderings of a program share: every statement that means the same in each.</summary>
public abstract class ProgramText
{
    private readonly StringBuilder _text = new();
    private int _indent = 2;

    protected abstract bool IsReference { get; }

    public override string ToString() => _text.ToString();

    protected void Line(string line) => _text.Append(' ', 4 * _indent).Append(line).Append('\n');

    protected void Braced(Action content)
    {
        Line("{");
        _indent++;
        content();
        _indent--;
        Line("}");
    }

    protected void Member(string head, Action content)
    {
        _indent = 1;
        Line(head);
        Braced(content);
    }

    protected void Raw(string text) => _text.Append(text);

    /// <summary>The variables that every method body starts with, and one local function over them.</summary>
    protected void Body(Block block)
    {
        Line("int c = 1, d = 2;");
        Line("const int K = 4;");
        Line("int Bump(int x) { c += x % K; return Note(c); }");
        Statements(block);
        Line("return Note(a + 10 * b + 100 * c + 1000 * d);");
    }

    protected void Statements(Block block)
    {
        foreach (var statement in block.Statements)
        {
            Before(statement);
            Render(statement);
            After(statement);
        }
    }

    protected void Scope(Block block) => Braced(() => Statements(block));

    /// <summary>Called in source order, parents first.</summary>
    protected virtual void Before(Statement statement)
    {
    }

    protected virtual void After(Statement statement)
    {
    }

    protected string Of(Expr expression) => expression.For(IsReference);

    protected abstract void Render(Operation operation);

    protected abstract void RenderDurable(While loop);

    protected abstract void RenderDurable(For loop);

    protected abstract void RenderDurable(ForEach loop);

    protected abstract void RenderDurable(Try statement);

    protected abstract string ThrowOf(string variable);

    protected abstract string RethrowOf(string variable);

    protected Stack<string> Caught { get; } = new();

    protected void TryCatch(Try statement)
    {
        Line("try");
        Scope(statement.Body);
        foreach (var clause in statement.Catches)
        {
            var filter = clause.Filter is { } when ? $" when ({Of(when)})" : "";
            Line($"catch ({(clause.IsAny ? "Exception" : "StepFailedException")} {clause.Variable}){filter}");
            Caught.Push(clause.Variable);
            Scope(clause.Body);
            Caught.Pop();
        }
    }

    protected static string HeadOf(For loop, string condition)
        => $"for (int i{loop.Number} = 0, j{loop.Number} = a % 3; {condition}; i{loop.Number}++, j{loop.Number} += i{loop.Number})";

    protected static string CountingHeadOf(For loop)
        => $"for (var i{loop.Number} = 0; i{loop.Number} < {loop.Bound.Max}; i{loop.Number}++)";

    protected string HeadOf(ForEach loop)
        => $"foreach ({(loop.Text is null ? $"{loop.ItemType} item{loop.Number}" : $"var (item{loop.Number}, {loop.Text})")} in {Of(loop.Items)})";

    private void Render(Statement statement)
    {
        switch (statement)
        {
            case Local s: Line($"var {s.Name} = {Of(s.Value)};"); break;
            case Assign s: Line($"{s.Target} = {Of(s.Value)};"); break;
            case Increment s: Line($"{s.Target}++;"); break;
            case Deconstruction s: Line($"{(s.Declares ? "var " : "")}({s.Left}, {s.Right}) = {Of(s.Value)};"); break;
            case LocalFunction s: Line($"int {s.Name}(int x) {{ {s.Captured} += x % 3; return Note({Of(s.Value)}); }}"); break;
            case Break: Line("break;"); break;
            case Continue: Line("continue;"); break;
            case Return s: Line($"return {Of(s.Value)};"); break;
            case Throw s: Line($"throw {s.Exception};"); break;
            case ThrowCaught s: Line(ThrowOf(s.Variable)); break;
            // Cut out of its catch clause by the shrinker, it is no C# and the program is left out.
            case Rethrow: Line(Caught.TryPeek(out var caught) ? RethrowOf(caught) : "throw;"); break;
            case Witness s: Line($"Note({s.Variable});"); break;
            case Operation s: Render(s); break;
            case Nested s: Scope(s.Body); break;
            case If s: Render(s); break;
            case Switch s: Render(s); break;
            case While { IsDurable: true } s: RenderDurable(s); break;
            case For { IsDurable: true } s: RenderDurable(s); break;
            case ForEach { IsDurable: true } s: RenderDurable(s); break;
            case Try { IsDurable: true } s: RenderDurable(s); break;
            case While s: RenderPlain(s); break;
            case For s: RenderPlain(s); break;
            case ForEach s: Line(HeadOf(s)); Scope(s.Body); break;
            case Try s: RenderPlain(s); break;
            default: throw new InvalidOperationException(statement.GetType().Name);
        }
    }

    private void Render(If s)
    {
        var condition = Of(s.Condition);
        Line(s.Form switch
        {
            ConditionForm.Pattern => $"if ({condition} is int {s.Declared} and > 1)",
            ConditionForm.OutVariable => $"if (Half({condition}, out var {s.Declared}) && {s.Declared} != 4)",
            _ => $"if ({condition})",
        });
        Scope(s.Then);
        if (s.Else is not { } other) return;
        Line("else");
        if (!IsReference && other.Statements is [If { Form: ConditionForm.Plain } nested]) Render(nested);
        else Scope(other);
    }

    private void Render(Switch s)
    {
        Line($"switch ({Of(s.Subject)})");
        Braced(() =>
        {
            foreach (var section in s.Sections)
            {
                Line(section.Labels);
                _indent++;
                Scope(section.Body);
                Line("break;");
                _indent--;
            }
        });
    }

    private void RenderPlain(While s)
    {
        Line($"var w{s.Number} = 0;");
        var condition = $"w{s.Number}++ < {s.Bound.Max} && {Of(s.Condition)}";
        Line(s.IsDo ? "do" : $"while ({condition})");
        Scope(s.Body);
        if (s.IsDo) Line($"while ({condition});");
    }

    private void RenderPlain(For s)
    {
        Line(s.Condition is { } condition ? HeadOf(s, $"i{s.Number} < {s.Bound.Max} && {Of(condition)}") : CountingHeadOf(s));
        Scope(s.Body);
    }

    private void RenderPlain(Try s)
    {
        TryCatch(s);
        if (s.Finally is not { } final) return;
        Line("finally");
        Scope(final);
    }
}
