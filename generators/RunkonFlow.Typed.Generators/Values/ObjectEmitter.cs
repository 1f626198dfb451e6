using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Objects with a member for each property.</summary>
internal sealed class ObjectEmitter : ShapeEmitter
{
    protected override void EmitWrite(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        if (shape.IsReference) EmitWriteNull(writer, "value is null");
        if (shape.IsOpen) writer.Line($"{Objects}.RequireExactly(value);");
        writer.Line("json.WriteStartObject();");
        if (shape.Form > 1) writer.Line($"{Forms}.Write(json, {ConstantText.Of(shape.Form)});");
        foreach (var member in shape.Members)
        {
            var value = $"value.{Identifier.Escape(member.Name)}";
            if (OmissionOf(member, value) is not { } condition)
            {
                EmitMember(writer, names, member, value);
                continue;
            }
            using (writer.Block($"if ({condition})")) EmitMember(writer, names, member, value);
        }
        writer.Line("json.WriteEndObject();");
    }

    protected override void EmitRead(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        var members = shape.Members.Where(member => member.Source != MemberSource.Computed).ToList();
        var locals = new MemberLocals(members);
        if (shape.IsReference) EmitReadNull(writer);
        if (shape.Form > 1) EmitForms(writer, shape, names);
        foreach (var member in members)
        {
            writer.Line($"{member.Type} {locals[member]} = {member.Default};");
            if (NeedsFlag(member)) writer.Line($"var {locals.Flag(member)} = false;");
        }
        writer.Line($"{Objects}.Begin(ref json, {ConstantText.Of(shape.TypeId)});");
        using (writer.Block($"while ({Objects}.NextMember(ref json))")) EmitDispatch(writer, names, members, locals);
        foreach (var member in members.Where(member => member.IsRequired))
            writer.Line($"if (!{locals.Flag(member)}) throw {Objects}.Missing({ConstantText.Of(shape.TypeId)}, {ConstantText.Of(member.JsonName)});");
        EmitCreation(writer, shape, members, locals);
    }

    /// <summary>An older form is read as the type that it was kept as. That one brings forward what is older still, if it can.</summary>
    private static void EmitForms(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        writer.Line($"var form = {Forms}.Of(json);");
        using (writer.Block($"if (form != {ConstantText.Of(shape.Form)})"))
        {
            foreach (var upcast in shape.Upcasts)
            {
                var isTaken = names.Shape(upcast.Old).Form == upcast.From && upcast.From > 1 ? $"form <= {ConstantText.Of(upcast.From)}" : $"form == {ConstantText.Of(upcast.From)}";
                writer.Line($"if ({isTaken}) return {ShapeNames.Upcast(upcast, names.Read(upcast.Old))};");
            }
            writer.Line($"throw {Forms}.Unknown(form, {ConstantText.Of(shape.TypeId)}, {ConstantText.Of(shape.Form)});");
        }
    }

    private static void EmitMember(SourceWriter writer, ShapeNames names, MemberModel member, string value)
    {
        writer.Line($"json.WritePropertyName({names.FieldOf(member.JsonName)});");
        writer.Line(names.Write(member.Shape, value));
    }

    private static string? OmissionOf(MemberModel member, string value) => member.Omission switch
    {
        MemberOmission.WhenNull => $"{value} is not null",
        MemberOmission.WhenDefault => $"!global::System.Collections.Generic.EqualityComparer<{member.Type}>.Default.Equals({value}, default)",
        _ => null,
    };

    private static bool NeedsFlag(MemberModel member) => member.IsRequired || member.HasInitializer || member.Source == MemberSource.Setter;

    private static void EmitDispatch(SourceWriter writer, ShapeNames names, List<MemberModel> members, MemberLocals locals)
    {
        var keyword = "if";
        foreach (var member in members)
        {
            using (writer.Block($"{keyword} (json.ValueTextEquals({ConstantText.Of(member.JsonName)}u8))"))
            {
                writer.Line("json.Read();");
                writer.Line($"{locals[member]} = {names.Read(member.Shape)};");
                if (NeedsFlag(member)) writer.Line($"{locals.Flag(member)} = true;");
            }
            keyword = "else if";
        }
        if (members.Count == 0)
        {
            writer.Line("json.Skip();");
            return;
        }
        using (writer.Block("else")) writer.Line("json.Skip();");
    }

    private static void EmitCreation(SourceWriter writer, PayloadShape shape, List<MemberModel> members, MemberLocals locals)
    {
        var creation = Creation(shape, members, locals, withFallbacks: true);
        var assigned = members.Where(member => member.Source == MemberSource.Setter).ToList();
        if (assigned.Count == 0)
        {
            writer.Line($"return {creation};");
            return;
        }
        writer.Line($"var {locals.Result} = {creation};");
        foreach (var member in assigned)
            writer.Line($"if ({locals.Flag(member)}) {locals.Result}.{Identifier.Escape(member.Name)} = {locals[member]};");
        writer.Line($"return {locals.Result};");
    }

    // A member with an initializer keeps its value when nothing is stored. An init accessor runs only inside a creation, so that
    // value is taken from an object made without it.
    private static string Creation(PayloadShape shape, List<MemberModel> members, MemberLocals locals, bool withFallbacks)
    {
        var arguments = string.Join(", ", shape.ConstructorMembers.Select(name => locals[members.First(member => member.Name == name)]));
        if (shape.Key.StartsWith("(", StringComparison.Ordinal)) return shape.ConstructorMembers.Count > 1 ? $"({arguments})" : $"new({arguments})";
        var initialized = members.Where(member => member.IsInInitializer && (withFallbacks || !member.HasInitializer)).ToList();
        if (initialized.Count == 0) return $"new {shape.Key}({arguments})";
        var fresh = initialized.Any(member => member.HasInitializer) ? Creation(shape, members, locals, withFallbacks: false) : "";
        var assignments = initialized.Select(member =>
        {
            var name = Identifier.Escape(member.Name);
            return member.HasInitializer ? $"{name} = {locals.Flag(member)} ? {locals[member]} : {fresh}.{name}" : $"{name} = {locals[member]}";
        });
        return $"new {shape.Key}({arguments}) {{ {string.Join(", ", assignments)} }}";
    }
}
