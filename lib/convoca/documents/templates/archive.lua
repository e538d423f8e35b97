-- What an accessible PDF asks of a document (ISO 14289-1): no level of heading is skipped (7.4.2), and
-- every table says what its cells are (7.5). Nothing of a document becomes instructions of the typesetter.
local deepest = 0

local function pairs_of(rows)
  local items = {}
  for _, row in ipairs(rows) do
    local told = pandoc.utils.blocks_to_inlines(row.cells[1].contents)
    local said = pandoc.utils.blocks_to_inlines(row.cells[2].contents, { pandoc.LineBreak() })
    items[#items + 1] = { told, { { pandoc.Plain(said) } } }
  end
  return pandoc.DefinitionList(items)
end

-- A table of two columns without a header row tells facts; of any other one the first row is the header.
local function with_header(whole)
  local body = whole.bodies[1]
  if #whole.head.rows > 0 or body == nil or #body.body == 0 then
    return nil
  end
  if #whole.colspecs == 2 then
    local rows = {}
    for _, part in ipairs(whole.bodies) do
      for _, row in ipairs(part.body) do
        if #row.cells ~= 2 then
          return nil
        end
        rows[#rows + 1] = row
      end
    end
    return pairs_of(rows)
  end
  whole.head.rows = { table.remove(body.body, 1) }
  return whole
end

local function header(whole)
  whole.level = math.min(whole.level, deepest + 1)
  deepest = whole.level
  return whole
end

-- pandoc leaves the description of a picture out (7.3), so the picture is written here.
local function picture(whole)
  local described = pandoc.utils.stringify(whole.caption)
  if described:match("^%s*$") or not whole.src:match("^media/[%w%._-]+$") then
    error("a picture without a description")
  end
  local inches = tonumber((whole.attributes.width or ""):match("^([%d%.]+)in$")) or 6.5
  return pandoc.RawInline(
    "typst",
    string.format(
      '#box(image("%s", width: %.3fin, alt: "%s"))',
      whole.src,
      math.min(inches, 6.5),
      described:gsub('[\\"]', "\\%0"):gsub("%c", " ")
    )
  )
end

return {
  { RawBlock = function() return {} end, RawInline = function() return {} end },
  { traverse = "topdown", Header = header, Table = with_header, Image = picture },
}
