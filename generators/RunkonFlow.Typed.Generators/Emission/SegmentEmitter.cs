using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>
/// Emits a segment as a private method of the user's class: load the slots that it names, the user's text as it stands, store what it
/// changed. Its answer says how it was left.
/// </summary>
internal sealed class SegmentEmitter(SourceWriter writer, FrameLayout layout)
{
    public static string NameOf(FrameLayout layout, Segment segment) => $"{layout.Prefix}_Segment{segment.Number}";

    /// <summary>What it answers: nothing, whether a condition holds, or a number for the way it was left.</summary>
    public static string ReturnTypeOf(Segment segment)
        => segment.Exits.Count > 0 ? "int"
            : segment.Pieces[segment.Pieces.Count - 1].Kind switch
            {
                PieceKind.Condition or PieceKind.Filter => "bool",
                PieceKind.Select => "int",
                _ => "void",
            };

    public void Emit(Segment segment)
    {
        var answer = ReturnTypeOf(segment);
        writer.Line();
        using (writer.Block($"private {answer} {NameOf(layout, segment)}({layout.FrameType} __f)"))
        {
            foreach (var number in segment.Loads)
                writer.Line(Load(layout.Flow.Variables[number]));
            // Stored in a finally where the segment can be left early: by an exit, by its answer, or into a handler that sees the slots.
            if (segment.Stores.Count > 0 && (answer != "void" || segment.Region.Kind != RegionKind.Flow))
            {
                using (writer.Block("try")) Body(segment);
                using (writer.Block("finally")) Store(segment.Stores);
                return;
            }
            Body(segment);
            Store(segment.Stores);
        }
    }

    private void Body(Segment segment)
    {
        var carried = new HashSet<int>();
        foreach (var piece in segment.Pieces)
        {
            // Just before its first use, behind what it captures; constants first, because a local function may name them.
            foreach (var declaration in piece.Names.Carried.Where(carried.Add).Select(n => layout.Flow.Carried[n]).OrderBy(c => !c.IsConstant))
                writer.Statement(layout.MapsLines, declaration.Source, declaration.Text);
            switch (piece.Kind)
            {
                case PieceKind.Statement:
                    writer.Statement(layout.MapsLines, piece.Source, string.Concat(piece.Parts.Select(p => Render(p, segment))));
                    break;
                case PieceKind.Expression:
                    writer.Expression(layout.MapsLines, piece.Source, "", piece.Parts[0].Text, ";");
                    break;
                case PieceKind.Store:
                    writer.Expression(layout.MapsLines, piece.Source, $"__f.{layout.Fields[piece.Stored]} = ", piece.Parts[0].Text, ";");
                    break;
                case PieceKind.Condition:
                    Condition(segment, piece);
                    return;
                case PieceKind.Filter:
                    // As in C#, a filter that throws is false.
                    using (writer.Block("try")) writer.Expression(layout.MapsLines, piece.Source, "return ", piece.Parts[0].Text, ";");
                    using (writer.Block("catch")) writer.Line("return false;");
                    return;
                case PieceKind.Select:
                    Select(segment, piece);
                    return;
            }
        }
        if (segment.Pieces[segment.Pieces.Count - 1].EndsSegment)
            return;
        // What it declares and a later segment reads is stored where its end is reached.
        Store(segment.Declares.Where(new HashSet<int>(segment.Pieces.SelectMany(p => p.Names.Assigned)).Contains));
        if (segment.Exits.Count > 0)
            writer.Line("return 0;");
    }

    private void Condition(Segment segment, Piece piece)
    {
        if (segment.Declares.Count == 0)
        {
            writer.Expression(layout.MapsLines, piece.Source, "return ", piece.Parts[0].Text, ";");
            return;
        }
        writer.Expression(layout.MapsLines, piece.Source, "if (", piece.Parts[0].Text, ")");
        using (Braces())
        {
            Store(segment.Declares.Where(n => piece.Names.Assigned.Contains(n)));
            writer.Line("return true;");
        }
        Store(segment.Declares.Where(n => piece.Names.AssignedWhenFalse.Contains(n)));
        writer.Line("return false;");
    }

    private void Select(Segment segment, Piece piece)
    {
        writer.Expression(layout.MapsLines, piece.Source, "switch (", piece.Parts[0].Text, ")");
        using (Braces())
        {
            for (var i = 0; i < piece.Sections.Length; i++)
            {
                writer.Line(piece.Sections[i].Text);
                using (writer.Indent())
                {
                    Store(segment.Declares.Where(n => piece.Sections[i].Assigned.Contains(n)));
                    writer.Line($"return {i + 1};");
                }
            }
        }
        writer.Line("return 0;");
    }

    // The line before is the user's, so it cannot be the block's header.
    private SourceWriter.Scope Braces()
    {
        writer.Line("{");
        return writer.Indent("}");
    }

    private string Load(VariableModel variable) => variable.Kind switch
    {
        VariableKind.Engine => $"{variable.Type} {variable.Name} = default;",
        VariableKind.Caught => $"var {variable.Name} = {layout.ReadFromFrame(variable.Number)};",
        _ => $"{variable.Type} {variable.Name} = {layout.ReadFromFrame(variable.Number)};",
    };

    private void Store(IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
            writer.Line($"__f.{layout.Fields[number]} = {layout.Flow.Variables[number].Name};");
    }

    private static string Render(PiecePart part, Segment segment)
    {
        if (part.Rethrown > 0)
            return $"throw __f.{FrameFields.CaughtOf(part.Rethrown)}!.ToStepFailed();";
        if (part.Jump is not { } jump)
            return part.Text;
        var code = segment.ExitOf(jump);
        return part.Text.Length > 0 ? $"{{ __f.Result = {part.Text}; return {code}; }}" : $"return {code};";
    }
}
