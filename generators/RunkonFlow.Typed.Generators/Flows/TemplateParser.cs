using System.Text;
using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Reads text with <c>{parameter}</c> and <c>{parameter.Member}</c> in it; a brace that is meant stands twice.</summary>
internal static class TemplateParser
{
    /// <summary>The template; null with the reason when a place names nothing.</summary>
    public static TextTemplate? Parse(string text, IMethodSymbol method, out string? fault)
    {
        fault = null;
        var (format, places) = (new StringBuilder(), new List<TemplatePlace>());
        for (var i = 0; i < text.Length; i++)
        {
            var isDoubled = i + 1 < text.Length && text[i + 1] == text[i];
            if (text[i] is '{' or '}' && isDoubled)
            {
                format.Append(text[i], 2);
                i++;
            }
            else if (text[i] == '{' && text.IndexOf('}', i) is var end and > 0)
            {
                if (Place(text.Substring(i + 1, end - i - 1), method, out fault) is not { } place) return null;
                format.Append('{').Append(places.Count).Append('}');
                places.Add(place);
                i = end;
            }
            else if (text[i] is '{' or '}')
            {
                fault = $"write '{text[i]}{text[i]}' for a brace that is meant";
                return null;
            }
            else
            {
                format.Append(text[i]);
            }
        }
        return new TextTemplate(places.Count > 0 ? format.ToString() : format.Replace("{{", "{").Replace("}}", "}").ToString(), [.. places]);
    }

    /// <summary>The value of a parameter.</summary>
    public static TemplatePlace Of(IParameterSymbol parameter, string members = "")
        => new(parameter.Name, parameter.Type.Text(), parameter.HasExplicitDefaultValue ? ConstantText.DefaultOf(parameter) : "default", members);

    private static TemplatePlace? Place(string path, IMethodSymbol method, out string? fault)
    {
        var names = path.Split('.');
        var parameter = method.Parameters.FirstOrDefault(p => p.Name == names[0] && !p.IsEngineParameter());
        fault = parameter is null ? $"'{method.Name}' has no parameter '{names[0]}'" : null;
        if (parameter is null) return null;
        var (type, members) = (parameter.Type, "");
        foreach (var name in names.Skip(1))
        {
            if (MemberType(Underlying(type), name, method) is not { } member)
            {
                fault = $"'{TypeNames.ForPeople(type)}' has no property '{name}' that can be read here";
                return null;
            }
            members += (VariableTable.MayBeNull(type) ? "?." : ".") + VariableTable.Escape(name);
            type = member;
        }
        return Of(parameter, members);
    }

    private static ITypeSymbol Underlying(ITypeSymbol type)
        => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? ((INamedTypeSymbol)type).TypeArguments[0] : type;

    private static ITypeSymbol? MemberType(ITypeSymbol type, string name, IMethodSymbol method)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (Readable(current, name, method) is { } member) return member;
        return type.AllInterfaces.Select(i => Readable(i, name, method)).FirstOrDefault(t => t is not null);
    }

    private static ITypeSymbol? Readable(ITypeSymbol type, string name, IMethodSymbol method)
        => type.GetMembers(name).Where(m => !m.IsStatic && IsVisible(m, method)).Select(m => m switch
        {
            IPropertySymbol { GetMethod: { } getter, IsIndexer: false } property when IsVisible(getter, method) => property.Type,
            IFieldSymbol field => field.Type,
            _ => null,
        }).FirstOrDefault(t => t is not null);

    private static bool IsVisible(ISymbol member, IMethodSymbol method)
        => member.DeclaredAccessibility == Accessibility.Public
            || (member.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal
                && SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, method.ContainingAssembly));
}
